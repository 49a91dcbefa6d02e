namespace WallboxMqtt.Balancer.Policy;

/// <summary>The modes' words on the wire (<c>pv-boost</c>, <c>fixed</c>, <c>off</c>), and what each mode counts on.</summary>
public static class ChargingModes
{
    /// <summary>All modes, in the order that users are shown: the one that allows most comes first.</summary>
    public static IReadOnlyList<ChargingMode> All { get; } = [.. Enum.GetValues<ChargingMode>().OrderDescending()];

    /// <summary>All words, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. All.Select(Word)];

    /// <summary>The word of a mode.</summary>
    public static string Word(this ChargingMode mode) => mode switch
    {
        ChargingMode.Off => "off",
        ChargingMode.Fixed => "fixed",
        ChargingMode.PvBoost => "pv-boost",
    };

    /// <summary>True for a mode whose allowance grows with the sun.</summary>
    public static bool CountsOnSun(this ChargingMode mode) => mode switch
    {
        ChargingMode.Off or ChargingMode.Fixed => false,
        ChargingMode.PvBoost => true,
    };

    /// <summary>Reads a mode's word; letter case, spaces, underscores and hyphens do not matter. False for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ChargingMode mode)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (!IsWord(text, Words[i]))
                continue;
            mode = All[i];
            return true;
        }

        mode = default;
        return false;
    }

    private static bool IsWord(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '_' or '-')
                continue;
            word = word.TrimStart('-');
            if (word.IsEmpty || word[0] != char.ToLowerInvariant(c))
                return false;
            word = word[1..];
        }

        return word.IsEmpty;
    }
}
