using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>Who may use the status page, and under which names.</summary>
internal static class WebRules
{
    private const int ShortestToken = 20;
    private const int MostItems = 20;

    /// <summary>A password's hash.</summary>
    internal static ValueRule<PasswordHash> PasswordHash { get; } = new(
        "the line that \"wallbox-mqtt password\" prints, pbkdf2$sha256$600000$...",
        (text, out hash) => (hash = Settings.PasswordHash.Parse(text)) is null ? "is not a password's hash" : null)
    {
        Secret = true,
    };

    /// <summary>What scripts identify themselves with.</summary>
    internal static ValueRule<string> Token { get; } = new($"{ShortestToken} to 256 letters, digits and -._~+/=", (text, out value) =>
    {
        value = text.Trim();
        if (value.Length < ShortestToken)
            return "is too short";
        if (value.Length > 256)
            return "is too long";
        return value.All(c => char.IsAsciiLetterOrDigit(c) || "-._~+/=".Contains(c, StringComparison.Ordinal)) ? null : "has other characters";
    })
    {
        Secret = true,
    };

    /// <summary>Host names, <c>[wallbox.example.org, pi]</c>.</summary>
    internal static ValueRule<IReadOnlyList<string>> Hosts { get; } = List(
        "names such as [wallbox.example.org], without scheme and port", name => Uri.CheckHostName(name) == UriHostNameType.Dns);

    /// <summary>Origins, <c>[http://homeassistant.local:8123]</c>.</summary>
    internal static ValueRule<IReadOnlyList<string>> Origins { get; } = List(
        "origins such as [http://homeassistant.local:8123]",
        origin => Uri.TryCreate(origin, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.GetLeftPart(UriPartial.Authority) == origin);

    private static ValueRule<IReadOnlyList<string>> List(string allowed, Predicate<string> isOne) => new(allowed, (text, out items) =>
    {
        items = text.Trim().TrimStart('[').TrimEnd(']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (items.Count > MostItems)
            return "has too many items";
        return items.All(item => isOne(item)) ? null : "has an item that is none";
    })
    {
        TakesList = true,
    };
}
