using System.Runtime.InteropServices;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Bridge.Cli.Trace;

/// <summary>One read of a recording.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TraceRead(ModbusFunction Function, ushort Address, ushort Count);
