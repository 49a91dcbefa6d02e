using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WallboxMqtt.Simulator.Traces;

/// <summary>Writes traces as text: a header, then one exchange a line. docs/traces.md describes it.</summary>
public static class TraceText
{
    /// <summary>The first line of every trace.</summary>
    public const string FirstLine = "wallbox-trace 1";

    // As many equal words in a row are worth a count.
    private const int WorthCounting = 4;

    /// <summary>The header, each line ended.</summary>
    public static string Header(TraceHeader header)
    {
        var text = new StringBuilder();
        text.Append(FirstLine).Append('\n');
        if (header.By is { } by)
            text.Append("by: ").Append(by).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"unit: {header.Unit}\nline: {header.Line}\nrecorded: {(header.Alone ? "alone" : "service")}\n");
        if (header.Unknown is { } unknown)
            text.Append("unknown: ").Append(Outcome(unknown)).Append('\n');
        return text.Append("# seconds, duration in seconds, request -> what became of it: docs/traces.md\n").ToString();
    }

    /// <summary>One exchange, without the end of the line.</summary>
    public static string Line(TraceEntry entry)
    {
        var request = entry.Action switch
        {
            TraceAction.Connect => "connect",
            TraceAction.Lost => string.Create(CultureInfo.InvariantCulture, $"lost {entry.Number}"),
            TraceAction.Read => Request("read"),
            TraceAction.Write => Request("write"),
        };
        var when = string.Create(CultureInfo.InvariantCulture, $"{entry.At.TotalSeconds,9:0.000} {entry.Took.TotalSeconds,6:0.000}  {request}");
        if (entry.Action == TraceAction.Lost)
            return when;
        return $"{when} -> {Outcome(entry)}{(entry.Remark is { } remark ? $"  # {remark}" : "")}";

        string Request(string verb) => string.Create(CultureInfo.InvariantCulture, $"{verb} {entry.Function} {entry.Address} {entry.Number}");
    }

    /// <summary>What was found, fit for one line of a message.</summary>
    public static string Shown(ReadOnlySpan<char> text)
    {
        const int most = 60;
        var shown = text[..Math.Min(text.Length, most)].ToString();
        return string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c)) + (text.Length > most ? "..." : "");
    }

    /// <summary>What became of a request, in words.</summary>
    internal static string Outcome(TraceEntry entry) => TraceOutcomes.Word(entry.Outcome) is not { } word ? Words(entry.Words)
        : TraceOutcomes.HasCode(entry.Outcome) ? string.Create(CultureInfo.InvariantCulture, $"{word} {entry.Code}")
        : word;

    private static string Words(ImmutableArray<ushort> words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words.Length;)
        {
            var same = 1;
            while (i + same < words.Length && words[i + same] == words[i])
                same++;
            var counted = same >= WorthCounting;
            if (i > 0)
                text.Append(' ');
            text.Append(CultureInfo.InvariantCulture, $"{words[i]:X4}");
            if (counted)
                text.Append(CultureInfo.InvariantCulture, $"x{same}");
            i += counted ? same : 1;
        }

        return text.ToString();
    }
}
