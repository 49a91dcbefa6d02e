using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>What is kept of a charger's counters over a restart.</summary>
/// <param name="Meter">The charger's meter, as it was published.</param>
/// <param name="Began">What that meter would have shown when counting began.</param>
/// <param name="Charged">What was counted since.</param>
/// <param name="Session">The session.</param>
public sealed record ChargeState(CounterState Meter, WattHours? Began, ChargedEnergy Charged, SessionState Session);
