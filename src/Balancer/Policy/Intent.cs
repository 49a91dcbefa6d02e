using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>What people last commanded.</summary>
/// <param name="Mode">The charging mode.</param>
/// <param name="Limit">A temporary lower cap on the power of all chargers together (section 14a EnWG); null for none. It only tightens.</param>
public sealed record Intent(ChargingMode Mode, Watts? Limit);
