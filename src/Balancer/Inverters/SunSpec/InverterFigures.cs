using System.Runtime.InteropServices;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>What an inverter's model says.</summary>
/// <param name="Power">AC power, finite; not yet held against the rating. 0 at night.</param>
/// <param name="Energy">Energy since commissioning; null if it does not say.</param>
/// <param name="Night">True if it sleeps or is off, or says nothing of its power.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct InverterFigures(Watts Power, WattHours? Energy, bool Night);
