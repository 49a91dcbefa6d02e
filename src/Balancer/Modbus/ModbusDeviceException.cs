namespace WallboxMqtt.Balancer.Modbus;

/// <summary>The device answered, and refused. The connection is sound.</summary>
public sealed class ModbusDeviceException(ModbusFunction function, ushort address, byte code)
    : ModbusException($"function {(byte)function} at {address}: exception {code} ({Name(code)})")
{
    /// <summary>The refused function.</summary>
    public ModbusFunction Function { get; } = function;

    /// <summary>The first register asked for, as on the wire.</summary>
    public ushort Address { get; } = address;

    /// <summary>Exception code (Modbus Application Protocol V1.1b3, section 7).</summary>
    public byte Code { get; } = code;

    /// <summary>The code in words: <c>exception 2 (illegal data address)</c>.</summary>
    public string Reason => $"exception {Code} ({Name(Code)})";

    private static string Name(byte code) => code switch
    {
        1 => "illegal function",
        2 => "illegal data address",
        3 => "illegal data value",
        4 => "server device failure",
        5 => "acknowledge",
        6 => "server device busy",
        8 => "memory parity error",
        10 => "gateway path unavailable",
        11 => "gateway target did not respond",
        _ => "unknown",
    };
}
