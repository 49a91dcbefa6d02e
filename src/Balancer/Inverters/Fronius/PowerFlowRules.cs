using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>What a power flow must be to count as a reading.</summary>
/// <param name="ratedPower">The inverters' rated AC power.</param>
public sealed class PowerFlowRules(Watts ratedPower)
{
    private readonly PowerRule _power = new(ratedPower);

    /// <summary>Makes a reading of a power flow.</summary>
    /// <param name="flow">What the inverter said.</param>
    /// <param name="source">Which way it came.</param>
    /// <param name="arrivedAt">When, on the monotonic clock.</param>
    /// <param name="fault">Why not, in one line, where the answer is null.</param>
    public InverterReading? Judge(PowerFlow flow, string source, long arrivedAt, out string? fault)
    {
        fault = flow.StatusCode != FroniusStatus.Okay ? $"Head.Status.Code is {FroniusStatus.Print(flow.StatusCode)}; allowed: 0" : null;
        if (fault is not null || _power.Judge(flow.Power ?? Watts.Zero, out fault) is not { } power)
            return null;

        return new InverterReading
        {
            Source = source,
            Power = power,
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
