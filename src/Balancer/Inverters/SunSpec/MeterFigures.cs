using System.Runtime.InteropServices;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>What a meter's model says. Import is positive.</summary>
/// <param name="Power">Power of all phases.</param>
/// <param name="Current">Current of each phase with the sign of its power; null if it is not known of all.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MeterFigures(Watts Power, PhaseValues<Amperes>? Current);
