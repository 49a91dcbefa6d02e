using System.Collections.Concurrent;
using System.IO.Ports;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>
/// Where a Modbus device is: Modbus TCP, RTU frames through a converter, or a serial port of this machine. A serial port exists once, in
/// this machine or in a converter: all its users share it.
/// </summary>
internal sealed record ModbusAddress
{
    private static readonly ConcurrentDictionary<string, SerialLine> s_lines = new(StringComparer.Ordinal);

    private readonly ModbusWay _way;
    private readonly SerialSettings? _port;

    private ModbusAddress(Uri url)
    {
        Url = url;
        (_way, _port) = url.Scheme switch
        {
            "tcp" => (ModbusWay.Tcp, null),
            "rtu+tcp" => (ModbusWay.RtuOverTcp, (SerialSettings?)null),
            _ => (ModbusWay.Rtu, Settings(url)),
        };
    }

    /// <summary>Reads one: <c>tcp://host</c> (port 502), <c>rtu+tcp://host</c>, or <c>rtu:///dev/ttyUSB0</c> with its line settings.</summary>
    internal static ValueRule<ModbusAddress> Rule { get; } = new(UrlRules.Modbus.Allowed, (text, out address) =>
    {
        var complaint = UrlRules.Modbus.Read(text, out var url);
        address = complaint is null ? new ModbusAddress(url!) : null;
        return complaint;
    });

    /// <summary>As it is written, with all that is left out by default.</summary>
    internal Uri Url { get; }

    /// <summary>True for Modbus TCP.</summary>
    internal bool IsTcp => _way == ModbusWay.Tcp;

    /// <summary>True for a serial port of this machine.</summary>
    internal bool IsPort => _way == ModbusWay.Rtu;

    /// <summary>The line that several devices may share; null for Modbus TCP.</summary>
    internal string? Line => _way switch
    {
        ModbusWay.Tcp => null,
        ModbusWay.RtuOverTcp => Url.OriginalString,
        ModbusWay.Rtu => _port!.Path,
    };

    /// <summary>What the speed of the line to it means in time; null if there is no line.</summary>
    internal RtuTiming? Timing => _way switch
    {
        ModbusWay.Tcp => null,
        ModbusWay.RtuOverTcp => RtuTiming.Usual,
        ModbusWay.Rtu => _port!.Timing,
    };

    /// <summary>The same converter with the other framing.</summary>
    /// <exception cref="InvalidOperationException">It is a port of this machine.</exception>
    internal ModbusAddress OtherFraming => _way switch
    {
        ModbusWay.Tcp => new ModbusAddress(new Uri("rtu+" + Url.OriginalString)),
        ModbusWay.RtuOverTcp => new ModbusAddress(new Uri(Url.OriginalString["rtu+".Length..])),
        ModbusWay.Rtu => throw new InvalidOperationException("a serial port has one framing"),
    };

    /// <summary>The address that a text says.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static ModbusAddress Parse(string text) =>
        Rule.Read(text, out var address) is { } complaint ? throw new FormatException($"\"{text}\" {complaint}; allowed: {Rule.Allowed}") : address!;

    /// <summary>The settings of a serial port's URL.</summary>
    internal static SerialSettings Settings(Uri url)
    {
        var (path, baud, parity, stopBits) = SerialUrl.Parts(url);
        return new SerialSettings(
            path,
            baud,
            parity switch { "even" => Parity.Even, "odd" => Parity.Odd, _ => Parity.None },
            stopBits == 2 ? StopBits.Two : StopBits.One);
    }

    /// <summary>The way to it; nothing is opened yet.</summary>
    /// <param name="logger">Receives what is learnt of a gateway; null if that is not wanted.</param>
    /// <exception cref="InvalidOperationException">The same serial port is in use with other settings; the configuration refuses that.</exception>
    internal IModbusDialer Dial(ILogger? logger = null) => _way switch
    {
        ModbusWay.Tcp => new ModbusTcpDialer(new NameLookup(Url.DnsSafeHost, BootClock.Instance), Url.Port, logger),
        ModbusWay.RtuOverTcp => new SerialDialer(
            s_lines.GetOrAdd(Url.OriginalString, _ => SerialLine.OverTcp(new NameLookup(Url.DnsSafeHost, BootClock.Instance), Url.Port, BootClock.Instance)),
            BootClock.Instance),
        ModbusWay.Rtu => DialPort(_port!),
    };

    /// <inheritdoc />
    public override string ToString() => Url.OriginalString;

    private static SerialDialer DialPort(SerialSettings settings)
    {
        var line = s_lines.GetOrAdd(settings.Path, _ => new SerialLine(settings, SerialPorts.OpenAsync, BootClock.Instance));
        return line.Name == settings.ToString()
            ? new SerialDialer(line, BootClock.Instance)
            : throw new InvalidOperationException($"{line.Name} is in use with other settings than {settings}");
    }
}
