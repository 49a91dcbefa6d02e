using System.Runtime.InteropServices;

namespace WallboxMqtt.Simulator.Modbus;

/// <summary>What becomes of a request.</summary>
/// <param name="Length">Length of the answer; 0 for silence.</param>
/// <param name="Delay">How long the device takes.</param>
/// <param name="Closes">True if it ends the connection instead of answering. A serial line has none: there it is silence.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ModbusReply(int Length, TimeSpan Delay = default, bool Closes = false);
