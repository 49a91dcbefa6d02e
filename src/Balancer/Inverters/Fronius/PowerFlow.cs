using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>What a Fronius power flow says, not yet judged. Null is what the document says or leaves out.</summary>
/// <param name="StatusCode">Head.Status.Code; 0 is OK.</param>
/// <param name="Timestamp">Head.Timestamp, by the inverter's clock.</param>
/// <param name="Power">Sum of Body.Inverters.*.P, AC watts; null if none is known.</param>
/// <param name="PvPower">Body.Site.P_PV, DC watts on hybrids.</param>
/// <param name="GridPower">Body.Site.P_Grid, import positive.</param>
/// <param name="LoadPower">Body.Site.P_Load with its sign turned: consumption positive.</param>
/// <param name="EnergyTotal">Body.Site.E_Total.</param>
/// <param name="EnergyDay">Body.Site.E_Day; null on GEN24.</param>
public sealed record PowerFlow(
    int StatusCode,
    DateTimeOffset Timestamp,
    Watts? Power,
    Watts? PvPower,
    Watts? GridPower,
    Watts? LoadPower,
    WattHours? EnergyTotal,
    WattHours? EnergyDay)
{
    /// <summary>Body.Site.Meter_Location is <c>grid</c>: <see cref="GridPower"/> is measured where the house meets the grid.</summary>
    public bool MeterAtGrid { get; init; }
}
