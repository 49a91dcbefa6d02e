namespace WallboxMqtt.Balancer.Modbus;

/// <summary>Function codes used here (Modbus Application Protocol V1.1b3, section 6).</summary>
public enum ModbusFunction : byte
{
    /// <summary>Section 6.3: read-write registers.</summary>
    ReadHoldingRegisters = 3,

    /// <summary>Section 6.4: read-only registers.</summary>
    ReadInputRegisters = 4,

    /// <summary>Section 6.6.</summary>
    WriteSingleRegister = 6,
}
