using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>What a wallbox's driver is built from.</summary>
/// <param name="Dial">Makes the way to a Modbus device, so that exchanges can be recorded and tests can stand in for it.</param>
/// <param name="Memory">What <see cref="ChargerModule.NewMemory"/> made; null if nothing is kept.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Makes the loggers.</param>
internal sealed record DriverParts(Func<ModbusAddress, IModbusDialer> Dial, IDeviceMemory? Memory, TimeProvider Time, ILoggerFactory Loggers);
