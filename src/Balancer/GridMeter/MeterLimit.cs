using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.GridMeter;

/// <summary>What the house may import at most, by the meter at the grid connection: with chargers, all other load, and PV taken off.</summary>
/// <param name="Current">Amperes a phase, if the limit is given in amperes; then <paramref name="Power"/> is null.</param>
/// <param name="Power">Watts over all phases, if it is given in watts; then <paramref name="Current"/> is null.</param>
/// <param name="Fallback">Whole amperes a phase for all chargers together while the meter is silent.</param>
/// <param name="MaxAge">An older reading of the meter is none.</param>
public sealed record MeterLimit(Amperes? Current, Watts? Power, Amperes Fallback, TimeSpan MaxAge)
{
    /// <summary>The limit in watts, for a meter that does not report phases.</summary>
    public Watts Total(int phases) => Power ?? Setpoints.PowerOf(Current!.Value, phases, GridCap.Nominal);
}
