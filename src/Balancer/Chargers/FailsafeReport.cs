using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Chargers;

/// <summary>What a charger does when nothing steers it, as far as it has been acknowledged or read.</summary>
/// <param name="Current">Amperes a phase that it then offers; null if unknown.</param>
/// <param name="Timeout">After how long without a sign of life; null if unknown.</param>
/// <param name="Fault">What is wrong with it, in one line; null if nothing is.</param>
public sealed record FailsafeReport(Amperes? Current, TimeSpan? Timeout, string? Fault)
{
    /// <summary>Nothing is known yet.</summary>
    public static FailsafeReport Unknown { get; } = new(null, null, null);
}
