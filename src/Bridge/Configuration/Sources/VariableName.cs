namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>The names of environment variables: <c>WALLBOX_CHARGERS__0__URL</c> is <c>chargers[0].url</c>.</summary>
internal static class VariableName
{
    /// <summary>What every name begins with, in any letter case.</summary>
    internal const string Prefix = "WALLBOX_";

    private const string Separator = "__";

    /// <summary>True for a variable that is meant for this program.</summary>
    internal static bool IsOurs(string variable) => variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The levels of one of our variables.</summary>
    internal static string[] Levels(string variable) => variable[Prefix.Length..].Split(Separator);

    /// <summary>The variable of these levels.</summary>
    internal static string Of(IEnumerable<string> levels) =>
        Prefix + string.Join(Separator, levels.Select(level => level.ToUpperInvariant()));

    /// <summary>The variable of a key's path.</summary>
    internal static string Of(string path) => Prefix + path
        .Replace("[", Separator, StringComparison.Ordinal)
        .Replace("]", "", StringComparison.Ordinal)
        .Replace(".", Separator, StringComparison.Ordinal)
        .ToUpperInvariant();

    /// <summary>Orders variables so that sections come before their keys and list items by number.</summary>
    internal static int Compare(string left, string right)
    {
        var (a, b) = (Levels(left), Levels(right));
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var order = IsIndex(a[i], out var first) && IsIndex(b[i], out var second)
                ? first.CompareTo(second)
                : string.Compare(a[i], b[i], StringComparison.OrdinalIgnoreCase);
            if (order != 0)
                return order;
        }

        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(left, right);
    }

    /// <summary>True for a level that is a place in a list.</summary>
    internal static bool IsIndex(string level, out int index)
    {
        index = 0;
        return level.Length is > 0 and <= 4
            && int.TryParse(level, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out index);
    }
}
