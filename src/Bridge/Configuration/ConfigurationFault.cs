namespace WallboxMqtt.Bridge.Configuration;

/// <summary>One thing wrong with the configuration. Never holds a password.</summary>
/// <param name="Key">The key as a person writes it, <c>chargers[0].failsafe.current</c>; null if no key is at fault.</param>
/// <param name="Found">What was found and what is wrong with it, in one line.</param>
/// <param name="Allowed">What is allowed instead; null if <paramref name="Found"/> says it all.</param>
/// <param name="Where"><c>wallbox-mqtt.yaml:12</c>, or <c>environment WALLBOX_GRID__CAP</c>.</param>
internal sealed record ConfigurationFault(string? Key, string Found, string? Allowed, string Where)
{
    /// <summary>The name that was probably meant by an unknown one; null if none is near.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The fault in one line, for a person at a terminal.</summary>
    public override string ToString()
    {
        var key = Key is null ? "" : $"{Key}: ";
        var remedy = Suggestion is not null ? $"; did you mean \"{Suggestion}\"?"
            : Allowed is not null ? $"; allowed: {Allowed}"
            : "";
        return $"{Where}: {key}{Found}{remedy}";
    }
}
