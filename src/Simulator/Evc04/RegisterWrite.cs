using System.Runtime.InteropServices;

namespace WallboxMqtt.Simulator.Evc04;

/// <summary>A write that the wallbox accepted.</summary>
/// <param name="Address">Register.</param>
/// <param name="Value">What was written.</param>
/// <param name="At">When, on the monotonic clock.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RegisterWrite(ushort Address, ushort Value, long At);
