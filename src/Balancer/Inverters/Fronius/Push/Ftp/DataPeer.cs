using System.Globalization;
using System.Net;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>Reads the address that a client names for its data connection.</summary>
internal static class DataPeer
{
    /// <summary>Ports below belong to other services: an FTP server must not be made to knock there (RFC 2577, section 3).</summary>
    private const int FirstPort = 1024;

    /// <summary><c>h1,h2,h3,h4,p1,p2</c> (RFC 959, section 4.1.2). Null if it is malformed.</summary>
    internal static IPEndPoint? ParsePort(string argument)
    {
        var numbers = argument.Split(',');
        var bytes = new byte[6];
        if (numbers.Length != bytes.Length)
            return null;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
                return null;
        }

        return new IPEndPoint(new IPAddress(bytes.AsSpan(0, 4)), (bytes[4] << 8) | bytes[5]);
    }

    /// <summary><c>|1|192.0.2.7|40000|</c> with any delimiter (RFC 2428, section 2). Null if it is malformed.</summary>
    internal static IPEndPoint? ParseExtended(string argument)
    {
        if (argument.Length < 2)
            return null;
        var parts = argument.Split(argument[0]);
        return parts is ["", "1" or "2", var host, var port, ""]
            && IPAddress.TryParse(host, out var address)
            && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new IPEndPoint(address, number)
                : null;
    }

    /// <summary>Only to the peer of the control connection, and to no service's port.</summary>
    internal static bool IsAllowed(IPEndPoint named, IPAddress controlPeer) =>
        named.Port >= FirstPort && Plain(named.Address).Equals(Plain(controlPeer));

    /// <summary>IPv4 as such, also where a dual-stack socket wraps it.</summary>
    internal static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
