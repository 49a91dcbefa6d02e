namespace WallboxMqtt.Bridge.Devices;

/// <summary>One Modbus device: where, and its unit there.</summary>
/// <param name="Address">The socket or the serial line.</param>
/// <param name="Unit">1 to 255.</param>
internal sealed record ModbusUnit(ModbusAddress Address, byte Unit);
