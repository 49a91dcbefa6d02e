namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// No answer came in time, and the connection is still usable: the transport numbers its requests, so that a late answer is
/// recognised and skipped. The requested value is unknown; a write may or may not have been accepted.
/// </summary>
public sealed class ModbusSilenceException(string message) : ModbusException(message);
