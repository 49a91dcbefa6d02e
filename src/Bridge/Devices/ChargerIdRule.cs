using System.Buffers;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>The id of a charger, which is a topic level beside those of the service itself.</summary>
internal static class ChargerIdRule
{
    private static readonly SearchValues<char> s_characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly string[] s_reserved = ["status", "mode", "limit", "command", "state", "inverter", "balancer"];

    /// <summary>1 to 32 of <c>a-z 0-9 _ -</c>, and no level that the service publishes on.</summary>
    internal static ValueRule<string> Instance { get; } = new(
        $"1 to 32 of a-z, 0-9, _ and -; not {string.Join(", ", s_reserved)}",
        (text, out id) =>
        {
            id = text.Trim();
            if (id.Length is 0 or > 32)
                return "has the wrong length";
            if (id.AsSpan().ContainsAnyExcept(s_characters))
                return "has characters that an id must not have";
            return s_reserved.Contains(id) ? "is reserved" : null;
        });
}
