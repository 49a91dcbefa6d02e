using System.IO.Ports;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>A serial port and how it is set; always eight data bits.</summary>
/// <param name="Path">The device, such as <c>/dev/ttyUSB0</c>.</param>
/// <param name="Baud">Bits a second.</param>
/// <param name="Parity">None, even or odd.</param>
/// <param name="StopBits">One or two.</param>
public sealed record SerialSettings(string Path, int Baud = 9600, Parity Parity = Parity.None, StopBits StopBits = StopBits.One)
{
    /// <summary>What its speed means in time.</summary>
    public RtuTiming Timing => new(Baud, 9 + (Parity == Parity.None ? 0 : 1) + (StopBits == StopBits.Two ? 2 : 1));

    /// <summary>As in "9600 8N1".</summary>
    public string Format => $"{Baud} 8{Parity.ToString()[0]}{(StopBits == StopBits.Two ? 2 : 1)}";

    /// <summary>As in "/dev/ttyUSB0 at 9600 8N1".</summary>
    public override string ToString() => $"{Path} at {Format}";
}
