using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>What is kept of a charger's counters over a restart.</summary>
/// <param name="Meter">The charger's own meter, as last read; null where it never was.</param>
/// <param name="Began">What that meter would have shown when counting began.</param>
/// <param name="Charged">What was counted since.</param>
public sealed record ChargeState(WattHours? Meter, WattHours? Began, ChargedEnergy Charged);
