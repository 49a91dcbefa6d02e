using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>What a power flow must be to count as a reading.</summary>
/// <param name="ratedPower">The inverters' rated AC power.</param>
public sealed class PowerFlowRules(Watts ratedPower)
{
    /// <summary>A cloud's edge may lift a plant a little above its rating; nothing lifts it above this.</summary>
    private const double HighestShare = 1.1;

    /// <summary>What a sleeping inverter may draw, as a share of its rating; it counts as 0 W.</summary>
    private const double StandbyShare = 0.02;

    private Watts Highest { get; } = new(ratedPower.Value * HighestShare);

    private Watts Lowest { get; } = new(-ratedPower.Value * StandbyShare);

    /// <summary>Makes a reading of a power flow.</summary>
    /// <param name="flow">What the inverter said.</param>
    /// <param name="source">Which way it came.</param>
    /// <param name="arrivedAt">When, on the monotonic clock.</param>
    /// <param name="fault">Why not, in one line, where the answer is null.</param>
    public InverterReading? Judge(PowerFlow flow, string source, long arrivedAt, out string? fault)
    {
        var power = flow.Power ?? Watts.Zero;
        fault = flow.StatusCode != 0 ? $"Head.Status.Code is {flow.StatusCode}; allowed: 0"
            : power > Highest ? $"inverter power is {power}; allowed: up to {Highest} (110 % of ratedPower)"
            : power < Lowest ? $"inverter power is {power}; allowed: {Lowest} and more"
            : null;
        if (fault is not null)
            return null;

        return new InverterReading
        {
            Source = source,
            Power = Watts.Max(power, Watts.Zero),
            Night = flow.Power is null || (flow.Power == Watts.Zero && flow.PvPower is null),
            ArrivedAt = arrivedAt,
            Timestamp = flow.Timestamp,
            GridPower = flow.GridPower,
            LoadPower = flow.LoadPower,
            EnergyTotal = flow.EnergyTotal,
            EnergyDay = flow.EnergyDay,
        };
    }
}
