using System.Runtime.InteropServices;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>How long something on the control path took.</summary>
/// <param name="Charger">The charger's id.</param>
/// <param name="Reaction">
/// True for a reaction: from the arrival of the reading that lowered the setpoint to the charger's acknowledgement. False for a whole round.
/// </param>
/// <param name="Took">How long it took.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CycleTime(string Charger, bool Reaction, TimeSpan Took);
