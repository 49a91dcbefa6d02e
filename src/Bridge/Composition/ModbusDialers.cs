using System.Collections.Concurrent;
using System.IO.Ports;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Composition;

/// <summary>
/// The way to a Modbus device by the scheme of its URL: <c>tcp</c>, <c>rtu</c> or <c>rtu+tcp</c>. A serial port is one thing, in this
/// machine or in a converter: all that speak over it share it, whoever asks for it.
/// </summary>
internal static class ModbusDialers
{
    private static readonly ConcurrentDictionary<string, SerialLine> s_lines = new(StringComparer.Ordinal);

    /// <summary>The way to a device; nothing is opened yet.</summary>
    /// <param name="url">As the configuration gives it: <c>tcp://host:port</c>, <c>rtu+tcp://host:port</c>, or <c>rtu://</c> with all three settings.</param>
    /// <param name="logger">Receives what is learnt of a gateway; null where no one wants to know.</param>
    /// <exception cref="ArgumentException">The same serial port is in use with other settings; the configuration refuses that.</exception>
    internal static IModbusDialer Dial(Uri url, ILogger? logger = null)
    {
        if (url.Scheme == "tcp")
            return new ModbusTcpDialer(new NameLookup(url.DnsSafeHost, BootClock.Instance), url.Port, logger);
        if (url.Scheme == "rtu+tcp")
        {
            var remote = s_lines.GetOrAdd(url.OriginalString, _ => SerialLine.OverTcp(new NameLookup(url.DnsSafeHost, BootClock.Instance), url.Port, BootClock.Instance));
            return new SerialDialer(remote, BootClock.Instance);
        }

        var settings = Settings(url);
        var line = s_lines.GetOrAdd(settings.Path, _ => new SerialLine(settings, SerialPorts.OpenAsync, BootClock.Instance));
        return line.Name == settings.ToString()
            ? new SerialDialer(line, BootClock.Instance)
            : throw new ArgumentException($"{line.Name} is in use with other settings than {settings}", nameof(url));
    }

    /// <summary>What the speed of the line to a device means in time; null where there is no line.</summary>
    internal static RtuTiming? Timing(Uri url) => url.Scheme switch
    {
        "rtu" => Settings(url).Timing,
        "rtu+tcp" => RtuTiming.Usual,
        _ => null,
    };

    /// <summary>The settings of a serial line's URL as the configuration gives it.</summary>
    internal static SerialSettings Settings(Uri url)
    {
        var (path, baud, parity, stopBits) = SerialUrl.Parts(url);
        return new SerialSettings(
            path,
            baud,
            parity switch { "even" => Parity.Even, "odd" => Parity.Odd, _ => Parity.None },
            stopBits == 2 ? StopBits.Two : StopBits.One);
    }
}
