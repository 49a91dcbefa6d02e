using System.Collections.Immutable;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>What users last commanded, and what only their next command lifts.</summary>
/// <param name="Mode">The charging mode.</param>
/// <param name="Limit">A temporary lower cap on the power of all chargers together (section 14a EnWG); null for none. It only tightens.</param>
public sealed record Intent(ChargingMode Mode, Watts? Limit)
{
    /// <summary>Chargers that were stopped because their car drew more than it was offered: 0 A until a person commands a mode.</summary>
    public ImmutableArray<string> Stopped { get; init; } = [];
}
