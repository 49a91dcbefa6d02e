using WallboxMqtt.Balancer.Inverters.SunSpec;

namespace WallboxMqtt.Bridge.Devices.SunSpec;

/// <summary><c>inverter.sunSpec</c>.</summary>
/// <param name="Address">Where the inverters are.</param>
/// <param name="Reads">What is read, and how often.</param>
internal sealed record SunSpecOptions(ModbusAddress Address, SunSpecSourceOptions Reads);
