using WallboxMqtt.Balancer.Inverters;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>The inverter's states as words on the wire.</summary>
internal static class InverterStatuses
{
    /// <summary>All words, in the enumeration's order.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<InverterStatus>().Select(Word)];

    /// <summary>The word of a status.</summary>
    public static string Word(InverterStatus status) => status switch
    {
        InverterStatus.Missing => "missing",
        InverterStatus.Ok => "ok",
        InverterStatus.Night => "night",
        InverterStatus.Stale => "stale",
        InverterStatus.Invalid => "invalid",
    };
}
