using System.Collections.Concurrent;
using System.IO.Ports;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Service;

/// <summary>
/// The way to a Modbus device by the scheme of its URL: <c>tcp</c> or <c>rtu</c>. A serial port is one thing in a machine: all that
/// speak over it share it, whoever asks for it.
/// </summary>
internal static class ModbusDialers
{
    private static readonly ConcurrentDictionary<string, SerialLine> s_lines = new(StringComparer.Ordinal);

    /// <summary>The way to a device; nothing is opened yet.</summary>
    /// <param name="url">As the configuration gives it: <c>tcp://host:port</c>, or <c>rtu://</c> with all three settings.</param>
    /// <exception cref="ArgumentException">The same serial port is in use with other settings; the configuration refuses that.</exception>
    internal static IModbusDialer Dial(Uri url)
    {
        if (url.Scheme != "rtu")
            return new ModbusTcpDialer(url.DnsSafeHost, url.Port);
        var settings = Settings(url);
        var line = s_lines.GetOrAdd(settings.Path, _ => new SerialLine(settings, SerialPorts.OpenAsync, BootClock.Instance));
        return line.Settings == settings
            ? new SerialDialer(line, BootClock.Instance)
            : throw new ArgumentException($"{line.Settings} is in use with other settings than {settings}", nameof(url));
    }

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
