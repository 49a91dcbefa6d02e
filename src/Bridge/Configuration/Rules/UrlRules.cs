using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Configuration.Rules;

/// <summary>URLs of other machines. The port is always there in what they return.</summary>
internal static class UrlRules
{
    /// <summary>The broker: <c>mqtt://host</c> (port 1883), <c>mqtts://host</c> (port 8883).</summary>
    internal static ValueRule<Uri> Broker { get; } = new(
        "mqtt://host:port, or mqtts://host:port for TLS; user and password have keys of their own",
        (text, out url) => ReadHost(text, out url, ("mqtt", 1883), ("mqtts", 8883)));

    /// <summary>An inverter's Solar API: <c>http://host</c>.</summary>
    internal static ValueRule<Uri> Http { get; } = new(
        "http://host or https://host",
        (text, out url) => ReadHost(text, out url, ("http", 80), ("https", 443)));

    /// <summary>Where a page is reached: <c>http://wallbox.local:8080</c>, with a path where a proxy needs one.</summary>
    internal static ValueRule<Uri> Page { get; } = new(
        "http://host:port or https://host/path",
        (text, out url) => !Uri.TryCreate(text.Trim(), UriKind.Absolute, out url) ? "is not a URL"
            : url.Scheme is not ("http" or "https") ? "has another scheme"
            : url.UserInfo.Length > 0 ? "must not hold a user or password"
            : IsHost(url) ? null : "has no valid host");

    /// <summary>
    /// A Modbus device: <c>tcp://host</c> (port 502), <c>rtu+tcp://host</c> for RTU frames through a converter, or
    /// <c>rtu:///dev/ttyUSB0</c> with its line settings.
    /// </summary>
    internal static ValueRule<Uri> Modbus { get; } = new(
        "tcp://host:port, rtu+tcp://host:port, or rtu:///dev/ttyUSB0?baud=9600&parity=none&stopBits=1",
        (text, out url) => text.TrimStart().StartsWith("rtu:", StringComparison.OrdinalIgnoreCase)
            ? SerialUrl.Read(text.Trim(), out url)
            : ReadHost(text, out url, ("tcp", 502), ("rtu+tcp", 502)));

    /// <summary>A serial line alone.</summary>
    internal static ValueRule<Uri> Serial { get; } = new(
        "rtu:///dev/ttyUSB0?baud=9600&parity=none&stopBits=1",
        (text, out url) =>
        {
            url = null;
            return text.TrimStart().StartsWith("rtu:", StringComparison.OrdinalIgnoreCase) ? SerialUrl.Read(text.Trim(), out url) : "has another scheme";
        });

    /// <summary>Anything that listens: <c>tcp://host:port</c>.</summary>
    internal static ValueRule<Uri> Tcp { get; } = new("tcp://host:port", (text, out url) => ReadHost(text, out url, ("tcp", 502)));

    /// <summary>Where an inverter uploads to: <c>ftp://user:password@host:port/path</c> or <c>http://host:port/path</c>.</summary>
    internal static ValueRule<Uri> Push { get; } = new(
        "ftp://user:password@host:port/path or http://host:port/path",
        (text, out url) => !Uri.TryCreate(text, UriKind.Absolute, out url) ? "is not a URL" : url.Scheme is "ftp" or "http" ? null : "has another scheme");

    private static string? ReadHost(string text, out Uri? url, params ReadOnlySpan<(string Scheme, int Port)> schemes)
    {
        url = null;
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || !text.Contains("://", StringComparison.Ordinal))
            return "is not a URL";
        var port = -1;
        foreach (var (scheme, usual) in schemes)
        {
            if (uri.Scheme == scheme)
                port = uri.Port < 0 ? usual : uri.Port;
        }

        if (port < 0)
            return "has another scheme";
        if (uri.UserInfo.Length > 0 || text.Contains('@', StringComparison.Ordinal))
            return "must not hold a user or password";
        if (port == 0)
            return "has port 0";
        if (!IsHost(uri))
            return "has no valid host";
        if (uri.PathAndQuery is not ("" or "/") || uri.Fragment.Length > 0)
            return "has something after the port";
        url = new Uri($"{uri.Scheme}://{Host(uri)}:{port}");
        return null;
    }

    // An address of IPv6 keeps its zone, as in fe80::1%eth0; RFC 6874 writes %25 for the percent sign.
    private static string Host(Uri uri) => uri.HostNameType == UriHostNameType.IPv6
        ? $"[{uri.DnsSafeHost.Replace("%25", "%", StringComparison.Ordinal)}]"
        : uri.Host;

    private static bool IsHost(Uri uri) => uri.HostNameType switch
    {
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => true,
        UriHostNameType.Dns => uri.Host.Any(c => c is not '.' && !char.IsAsciiDigit(c)),
        _ => false,
    };
}
