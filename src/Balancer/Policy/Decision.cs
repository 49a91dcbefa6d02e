using System.Runtime.InteropServices;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>What the policy grants all chargers together.</summary>
/// <param name="Amperes">Whole amperes a phase, cut down; not yet held against a charger's least and highest current.</param>
/// <param name="Allowance">Watts that may be drawn now.</param>
/// <param name="Reason">Why.</param>
/// <param name="Phases">The phases it was calculated with.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Decision(int Amperes, Watts Allowance, DecisionReason Reason, int Phases);
