using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Configuration.Rules;

/// <summary>Addresses and ports of this machine.</summary>
internal static class NetworkRules
{
    /// <summary>Where to listen: <c>0.0.0.0:2121</c>, <c>[::]:2121</c>, <c>localhost:2121</c>, <c>:2121</c> for every IPv4 address.</summary>
    internal static ValueRule<IPEndPoint> Listen { get; } = new(
        "address:port such as 0.0.0.0:2121, [::]:2121 or :2121; port 0 takes any free one",
        (text, out endPoint) =>
        {
            endPoint = null;
            text = text.Trim();
            var colon = text.LastIndexOf(':');
            if (colon < 0)
                return "has no port";
            if (!TryPort(text.AsSpan(colon + 1), out var port))
                return "has no port from 0 to 65535";
            if (ListenAddress(text[..colon]) is not { } address)
                return "has no IP address before the port";
            endPoint = new IPEndPoint(address, port);
            return null;
        });

    /// <summary>An IPv4 or IPv6 address.</summary>
    internal static ValueRule<IPAddress> Address { get; } = new(
        "an IP address, or null",
        (text, out address) => TryAddress(text.Trim().Trim('[', ']'), out address) ? null : "is not an IP address");

    /// <summary>Ports for passive FTP data connections: <c>50000-50009</c>, a single one, or <c>any</c>, which is 0 and 0.</summary>
    internal static ValueRule<(int First, int Last)> PassivePorts { get; } = new(
        "first-last within 1024 to 65535, a single port, or any",
        (text, out ports) =>
        {
            ports = default;
            text = text.Trim();
            if (text.Equals("any", StringComparison.OrdinalIgnoreCase))
                return null;
            var parts = text.Split('-');
            if (parts.Length > 2 || !TryPort(parts[0].AsSpan().Trim(), out var first) || !TryPort(parts[^1].AsSpan().Trim(), out var last))
                return "is not a range of ports";
            ports = (first, last);
            if (first < 1024)
                return "is out of range";
            return first <= last ? null : "ends before it begins";
        });

    /// <summary>True for an address in the usual writing; <c>2121</c> alone, which .NET reads as 0.0.8.73, is none.</summary>
    internal static bool TryAddress(string text, out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && (address.AddressFamily != AddressFamily.InterNetwork || text.Count('.') == 3);

    private static IPAddress? ListenAddress(string host) => host switch
    {
        "" => IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        ['[', .. var inner, ']'] when inner.Contains(':', StringComparison.Ordinal) && TryAddress(inner, out var six) => six,
        _ when !host.Contains(':', StringComparison.Ordinal) && TryAddress(host, out var four) => four,
        _ => null,
    };

    private static bool TryPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
}
