using System.Runtime.InteropServices;

namespace WallboxMqtt.Tests.Safety.Days;

/// <summary>A second of a day.</summary>
/// <param name="At">Time of day.</param>
/// <param name="Import">The highest phase's import, A.</param>
/// <param name="Load">The highest phase's load beside the car, A.</param>
/// <param name="Setpoint">A a phase.</param>
/// <param name="Sun">PV, A a phase.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DaySecond(TimeSpan At, double Import, double Load, int Setpoint, double Sun);
