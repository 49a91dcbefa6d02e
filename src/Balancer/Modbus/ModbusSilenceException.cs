namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// No answer came in time, and the connection is still of use: the transport numbers its requests, so that a late answer is
/// recognised and skipped. What was asked for is unknown; a write may or may not have been taken.
/// </summary>
public sealed class ModbusSilenceException(string message) : ModbusException(message);
