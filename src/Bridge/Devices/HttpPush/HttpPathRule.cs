using System.Buffers;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Devices.HttpPush;

/// <summary>The path that an inverter posts to, beside the pages of the service itself.</summary>
internal static class HttpPathRule
{
    private static readonly SearchValues<char> s_characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._~");

    private static readonly string[] s_reserved = ["lcd.png", "api", "metrics", "health"];

    /// <summary>Begins with a slash; not a path that the service itself answers.</summary>
    internal static ValueRule<string> Instance { get; } = new(
        "a path such as /fronius/push, of letters, digits and / - . _ ~, not below /api, /health, /metrics or /lcd.png",
        (text, out path) =>
        {
            path = text.Trim();
            if (!path.StartsWith('/'))
                return "does not begin with /";
            if (path.Length > 100)
                return "is too long";
            if (path.AsSpan().ContainsAnyExcept(s_characters))
                return "has characters that this path must not have";
            var levels = path[1..].Split('/');
            if (levels.Any(level => level is "" or "." or ".."))
                return "has empty, . or .. levels";
            return s_reserved.Contains(levels[0], StringComparer.OrdinalIgnoreCase) ? "is a page of the service" : null;
        });
}
