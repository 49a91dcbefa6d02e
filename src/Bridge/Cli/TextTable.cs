namespace WallboxMqtt.Bridge.Cli;

/// <summary>Aligns the columns of a table.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <summary>Pads every cell but the last of each row to its column's width; a row may end early, and its last cell may be of any length.</summary>
    /// <param name="rows">The head first.</param>
    internal static IReadOnlyList<string[]> Padded(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row.Length > column + 1 ? row[column].Length : 0)).ToArray();
        return [.. rows.Select(row => row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column])).ToArray())];
    }

    /// <summary>One line a row, without blanks at its end.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<string[]> rows) => Padded(rows).Select(Line);

    /// <summary>The line of a row that is padded already.</summary>
    internal static string Line(string[] cells) => string.Join(Gap, cells).TrimEnd();
}
