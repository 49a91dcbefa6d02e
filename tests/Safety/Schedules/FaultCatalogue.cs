using System.Collections.Immutable;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>All faults that a schedule draws from.</summary>
internal static class FaultCatalogue
{
    internal static ImmutableArray<Fault> All { get; } = [.. InverterFaults.All, .. LineFaults.All, .. BoxFaults.All, .. HostFaults.All];
}
