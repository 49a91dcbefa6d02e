using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>The steps as a human-readable table, and a summary line.</summary>
internal static class CheckTable
{
    private const string Green = "\e[32m";
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[0m";

    /// <summary>True if standard output takes colours: a terminal, and NO_COLOR is not set.</summary>
    internal static bool HasColours =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>The lines; advice stands below its step.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<CheckRow> rows, bool colours)
    {
        string[] head = ["part", "step", "", "found"];
        var padded = TextTable.Padded([head, .. rows.Select(row => new[] { row.Part, row.Step, Word(row), row.Found })]);
        yield return TextTable.Line(padded[0]);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, cells) = (rows[i], padded[i + 1]);
            if (colours)
                cells[2] = $"{Colour(row)}{cells[2]}{Plain}";
            yield return TextTable.Line(cells);
            if (row.Advice is { } advice)
                yield return $"{"",4}-> {advice}";
        }

        yield return "";
        var failed = rows.Count(row => !row.Passed);
        yield return failed == 0 ? $"all well: {rows.Count} of {rows.Count}" : $"{failed} of {rows.Count} failed; the lines with -> say what to do";
    }

    private static string Word(CheckRow row) => !row.Passed ? "FAILED" : row.Advice is null ? "ok" : "ok, but";

    private static string Colour(CheckRow row) => !row.Passed ? Red : row.Advice is null ? Green : Yellow;
}
