using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>All faults that a schedule draws from.</summary>
internal static class FaultCatalogue
{
    internal static ImmutableArray<Fault> All { get; } =
        [.. new[] { InverterFaults.All, LineFaults.All, BoxFaults.All, HostFaults.All }.SelectMany(faults => faults).Where(fault => !fault.NotYet)];

    internal static FrozenDictionary<string, Fault> ByName { get; } = All.ToFrozenDictionary(fault => fault.Name);
}
