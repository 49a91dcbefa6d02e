using System.Collections.Immutable;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What a long run must have met with: every fault, every trait of a house, and every situation that an invariant judges.</summary>
internal static class Coverage
{
    /// <summary>Names as a run counts them.</summary>
    internal static ImmutableArray<string> All { get; } =
    [
        .. FaultCatalogue.All.Select(fault => fault.Name),
        .. Traits.Share.Keys.Where(trait => !Traits.NotYet.Contains(trait)).Select(trait => $"house: {trait}"),
        "seen: a command kept",
        "seen: a fall is the next request",
        "seen: a higher read-back",
        "seen: a raise",
        "seen: failsafe registers behind a sign of life",
        "seen: import judged",
        "seen: lowered at the end",
        "seen: news during the write of a setpoint",
        "seen: sign of life",
        "seen: stopped for drawing too much",
    ];
}
