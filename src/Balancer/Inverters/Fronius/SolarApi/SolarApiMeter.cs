using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

/// <summary>What the meter at the grid connection says, as <see cref="MeterParser"/> found it.</summary>
/// <param name="Power">Power of all phases, import positive; null if there is no such meter, or its values are outdated.</param>
/// <param name="Current">Current of each phase with the sign of its power; null unless all phases are reported.</param>
/// <param name="MeasuredAt">The meter's own clock, seconds; only checked for a change, never compared with ours. Null if not reported.</param>
public sealed record SolarApiMeter(Watts? Power, PhaseValues<Amperes>? Current, double? MeasuredAt)
{
    /// <summary>No meter at the grid connection.</summary>
    internal static SolarApiMeter None { get; } = new(null, null, null);
}
