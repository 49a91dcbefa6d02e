using System.Globalization;

namespace WallboxMqtt.Bridge.Configuration.Rules;

/// <summary><c>rtu:///dev/ttyUSB0?baud=9600&amp;parity=none&amp;stopBits=1</c>: a serial line for Modbus RTU.</summary>
internal static class SerialUrl
{
    private const string Keys = "baud, parity or stopBits";

    /// <summary>Reads the URL; what it returns always has all three settings, in this order: <c>baud</c>, <c>parity</c>, <c>stopBits</c>.</summary>
    internal static string? Read(string text, out Uri? url)
    {
        url = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return "is not a URL";
        if (uri.Host.Length > 0)
            return $"has a host: write three slashes, rtu:///{uri.Host}...";
        var path = Uri.UnescapeDataString(uri.AbsolutePath);
        if (path.Length < 2 || path[0] != '/' || path.EndsWith('/') || path.Any(char.IsControl))
            return "names no device such as /dev/ttyUSB0";
        if (uri.Fragment.Length > 0)
            return "has something after the settings";

        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (setting.Split('=') is not [var key, var value] || !settings.TryAdd(key, value.ToLowerInvariant()))
                return $"has a setting that is not {Keys}=..., or has one twice";
        }

        return ReadSettings(settings, uri.AbsolutePath, out url);
    }

    /// <summary>The parts of a URL that <see cref="Read"/> gave.</summary>
    internal static (string Path, int Baud, string Parity, int StopBits) Parts(Uri url)
    {
        var values = url.Query.TrimStart('?').Split('&').Select(setting => setting.Split('=')[1]).ToArray();
        return (
            Uri.UnescapeDataString(url.AbsolutePath),
            int.Parse(values[0], CultureInfo.InvariantCulture),
            values[1],
            int.Parse(values[2], CultureInfo.InvariantCulture));
    }

    private static string? ReadSettings(Dictionary<string, string> settings, string path, out Uri? url)
    {
        url = null;
        settings.Remove("baud", out var baud);
        settings.Remove("parity", out var parity);
        settings.Remove("stopBits", out var stopBits);
        if (settings.Count > 0)
            return $"has a setting that is not {Keys}";
        if (baud is not null && (!int.TryParse(baud, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) || rate is < 1200 or > 921_600))
            return "has a baud that is not within 1200 to 921600";
        if (parity is not (null or "none" or "even" or "odd"))
            return "has a parity that is not none, even or odd";
        if (stopBits is not (null or "1" or "2"))
            return "has stopBits that are not 1 or 2";
        url = new Uri($"rtu://{path}?baud={baud ?? "9600"}&parity={parity ?? "none"}&stopBits={stopBits ?? "1"}");
        return null;
    }
}
