namespace WallboxMqtt.Balancer.Modbus;

/// <summary>A request that did not get its answer: <see cref="ModbusLinkException"/>, <see cref="ModbusSilenceException"/> or <see cref="ModbusDeviceException"/>.</summary>
public abstract class ModbusException(string message, Exception? inner = null) : Exception(message, inner);
