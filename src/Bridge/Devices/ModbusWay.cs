namespace WallboxMqtt.Bridge.Devices;

/// <summary>How a Modbus device is reached.</summary>
internal enum ModbusWay
{
    /// <summary>Modbus TCP: <c>tcp://</c>.</summary>
    Tcp,

    /// <summary>RTU frames over a socket, through a transparent converter: <c>rtu+tcp://</c>.</summary>
    RtuOverTcp,

    /// <summary>A serial port of this machine: <c>rtu://</c>.</summary>
    Rtu,
}
