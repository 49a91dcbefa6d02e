using System.Collections.Immutable;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Plant;

/// <summary>What is known of the sun at one moment: what the policy counts on, and what reports say of it.</summary>
/// <param name="Status">What is known of the inverter.</param>
/// <param name="Now">PV power that is valid now; 0 unless <paramref name="Status"/> is ok or night.</param>
/// <param name="Steady">The lowest valid PV power of the last raise delay.</param>
/// <param name="Reading">The reading that counts; null if none is valid.</param>
/// <param name="Age">How long ago the last accepted reading of any source arrived; null if none did.</param>
/// <param name="Fault">Why the last answer was refused or counts no longer, where that leaves no valid reading; otherwise null.</param>
/// <param name="ChangesIn">How long until this changes by the mere passing of time; null if it does not.</param>
/// <param name="Silent">For how long no reading was accepted: since the last one, or since the start.</param>
/// <param name="Last">The last accepted reading, valid or not; null if there was none.</param>
/// <param name="RaisesIn">How long until more of it counts, if nothing lower comes; null if all of it counts.</param>
public sealed record PlantView(
    InverterStatus Status, Watts Now, Watts Steady, InverterReading? Reading, TimeSpan? Age, string? Fault, TimeSpan? ChangesIn,
    TimeSpan Silent = default, InverterReading? Last = null, TimeSpan? RaisesIn = null)
{
    /// <summary>How each source stands, in the configuration's order.</summary>
    public ImmutableArray<SourceReport> Sources { get; init; } = [];

    /// <summary>Which sources contradict each other, in one line; null if none do.</summary>
    public string? Contradiction { get; init; }
}
