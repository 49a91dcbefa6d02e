namespace WallboxMqtt.Balancer.Modbus;

/// <summary>A request that did not get its answer: either <see cref="ModbusLinkException"/> or <see cref="ModbusDeviceException"/>.</summary>
public abstract class ModbusException(string message, Exception? inner = null) : Exception(message, inner);
