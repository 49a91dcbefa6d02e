using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters;

/// <summary>What an inverter's power must be to be credible.</summary>
/// <param name="ratedPower">The inverters' rated AC power.</param>
public sealed class PowerRule(Watts ratedPower)
{
    /// <summary>A cloud's edge may lift a plant a little above its rating; nothing lifts it above this.</summary>
    private const double HighestShare = 1.1;

    /// <summary>What a sleeping inverter may draw, as a share of its rating; it counts as 0 W.</summary>
    private const double StandbyShare = 0.02;

    private Watts Highest { get; } = new(ratedPower.Value * HighestShare);

    private Watts Lowest { get; } = new(-ratedPower.Value * StandbyShare);

    /// <summary>The power that counts, 0 or more; null if it is not credible.</summary>
    /// <param name="power">AC power of all inverters.</param>
    /// <param name="fault">Why not, in one line, where the answer is null.</param>
    public Watts? Judge(Watts power, out string? fault)
    {
        fault = power > Highest ? $"inverter power is {power}; allowed: up to {Highest} (110 % of ratedPower)"
            : !(power >= Lowest) ? $"inverter power is {power}; allowed: {Lowest} and more"
            : null;
        return fault is null ? Watts.Max(power, Watts.Zero) : null;
    }
}
