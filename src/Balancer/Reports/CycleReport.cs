using System.Collections.Immutable;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>One consistent snapshot of everything, made at the end of a control cycle. MQTT, LCD, page, metrics and log read this and nothing else.</summary>
/// <param name="Time">When it was made, by the wall clock: for users only.</param>
/// <param name="Intent">What users last commanded.</param>
/// <param name="Inverter">The inverter's part.</param>
/// <param name="Balancer">The decision's part.</param>
/// <param name="Chargers">Each charger's part, in the configuration's order.</param>
public sealed record CycleReport(
    DateTimeOffset Time,
    Intent Intent,
    InverterReport Inverter,
    BalancerReport Balancer,
    ImmutableArray<ChargerReport> Chargers);
