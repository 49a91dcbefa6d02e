using System.Collections.Immutable;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>The inverter's part of a <see cref="CycleReport"/>.</summary>
/// <param name="Status">What is known.</param>
/// <param name="Reading">The last accepted reading while it is valid (status ok or night); otherwise null.</param>
/// <param name="Age">How long ago the last accepted reading arrived; null if there was none.</param>
/// <param name="Fault">Why the last reading was refused or counts no longer whatever its age, in one line; otherwise null.</param>
public sealed record InverterReport(InverterStatus Status, InverterReading? Reading, TimeSpan? Age, string? Fault)
{
    /// <summary>For how long no reading was accepted: since the last one, or since the start.</summary>
    public TimeSpan Silent { get; init; }

    /// <summary>The power of the last accepted reading, valid or not; null if there was none.</summary>
    public Watts? LastPower { get; init; }

    /// <summary>How each source stands, in the configuration's order.</summary>
    public ImmutableArray<SourceReport> Sources { get; init; } = [];

    /// <summary>Which sources contradict each other, in one line; null if none do.</summary>
    public string? Contradiction { get; init; }
}
