namespace WallboxMqtt.Bridge.Configuration.Reading;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Spelling
{
    private const int LongestName = 64;
    private const int MostEdits = 2;

    /// <summary>
    /// The nearest of <paramref name="names"/>: the same but for letter case, or at most two edits away (fewer than its
    /// letters); null if none is.
    /// </summary>
    internal static string? Nearest(string word, IEnumerable<string> names)
    {
        string? nearest = null;
        var least = MostEdits + 1;
        if (word.Length > LongestName)
            return null;
        foreach (var name in names)
        {
            var edits = Edits(word.ToLowerInvariant(), name.ToLowerInvariant());
            if (edits >= least || (edits > 0 && edits >= Math.Min(word.Length, name.Length)))
                continue;
            (nearest, least) = (name, edits);
        }

        return nearest;
    }

    /// <summary>
    /// The Damerau-Levenshtein distance with adjacent transpositions (optimal string alignment): how many letters to insert,
    /// leave out, change or swap.
    /// </summary>
    internal static int Edits(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > MostEdits)
            return MostEdits + 1;
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var change = table[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(change, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[from.Length, to.Length];
    }
}
