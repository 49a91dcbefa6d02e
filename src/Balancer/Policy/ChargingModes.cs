namespace WallboxMqtt.Balancer.Policy;

/// <summary>The modes' words on the wire: <c>pv-boost</c>, <c>fixed</c>, <c>off</c>.</summary>
public static class ChargingModes
{
    /// <summary>All words, in the order a person is shown.</summary>
    public static IReadOnlyList<string> Words { get; } = ["pv-boost", "fixed", "off"];

    /// <summary>The word of a mode.</summary>
    public static string Word(this ChargingMode mode) => mode switch
    {
        ChargingMode.Off => "off",
        ChargingMode.Fixed => "fixed",
        ChargingMode.PvBoost => "pv-boost",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "not a mode"),
    };

    /// <summary>Reads a mode; letter case, spaces, underscores and hyphens do not matter. False for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ChargingMode mode)
    {
        mode = default;
        Span<char> letters = stackalloc char[8];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '_' or '-')
                continue;
            if (length == letters.Length)
                return false;
            letters[length++] = char.ToLowerInvariant(c);
        }

        switch (letters[..length])
        {
            case "off": mode = ChargingMode.Off; return true;
            case "fixed": mode = ChargingMode.Fixed; return true;
            case "pvboost": mode = ChargingMode.PvBoost; return true;
            default: return false;
        }
    }
}
