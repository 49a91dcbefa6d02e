namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>What was commanded, as words: the oracle's own record, not the service's.</summary>
/// <param name="Mode"><c>pv-boost</c>, <c>fixed</c> or <c>off</c>.</param>
/// <param name="Limit">W; null for none.</param>
internal sealed record Commanded(string Mode, double? Limit)
{
    /// <summary>What a service holds that was never commanded anything.</summary>
    internal static Commanded First { get; } = new("pv-boost", null);
}
