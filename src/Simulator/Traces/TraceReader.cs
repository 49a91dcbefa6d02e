using System.Collections.Immutable;

namespace WallboxMqtt.Simulator.Traces;

/// <summary>Reads traces strictly: what it does not know is a fault, so that nothing of a recording is silently left out.</summary>
public static class TraceReader
{
    private const int LongestLine = 2000;
    private const int MostLines = 1_000_000;
    private const string Header = "by, unit, line, recorded or unknown";

    /// <summary>Reads a file.</summary>
    /// <returns>The trace; null with the first fault where it is none.</returns>
    public static Trace? ReadFile(string path, out TraceFault fault)
    {
        try
        {
            using var text = new StreamReader(path);
            return Read(text, out fault);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = new TraceFault(0, failed.Message, "a file that wallbox-mqtt trace has written");
            return null;
        }
    }

    /// <summary>Reads a text.</summary>
    /// <inheritdoc cref="ReadFile" path="/returns"/>
    public static Trace? Read(TextReader text, out TraceFault fault)
    {
        var header = new TraceHeader();
        var entries = ImmutableArray.CreateBuilder<TraceEntry>();
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (Take(line, number, ref header, entries) is not { } found)
                continue;
            fault = found with { Line = number };
            return null;
        }

        fault = number == 0 ? new TraceFault(1, "the file is empty", TraceText.FirstLine) : default;
        return number == 0 ? null : new Trace(header, entries.ToImmutable());
    }

    private static TraceFault? Take(string line, int number, ref TraceHeader header, ImmutableArray<TraceEntry>.Builder entries)
    {
        if (line.Length > LongestLine || number > MostLines)
            return new TraceFault(0, $"the {(number > MostLines ? "file has more lines" : "line is longer")} than a trace may have", $"{MostLines} lines of {LongestLine} characters");
        if (number == 1)
            return line.TrimEnd() == TraceText.FirstLine ? null : new TraceFault(0, $"\"{TraceText.Shown(line)}\" is not the first line of a trace", TraceText.FirstLine);
        var text = line.AsSpan(0, line.IndexOf('#', StringComparison.Ordinal) is >= 0 and var remark ? remark : line.Length).Trim();
        if (text.IsEmpty)
            return null;
        if (!char.IsAsciiDigit(text[0]))
            return entries.Count == 0 ? Head(text, ref header) : new TraceFault(0, $"\"{TraceText.Shown(text)}\" does not begin with a time", "seconds since the start, duration, request -> result");

        var fault = TraceLine.Read(text, out var entry);
        if (fault is null && entries.Count > 0 && entry!.At < entries[^1].At)
            fault = new TraceFault(0, $"{entry.At.TotalSeconds} s is before the line above", "lines in the order of their time");
        if (fault is null)
            entries.Add(entry!);
        return fault;
    }

    private static TraceFault? Head(ReadOnlySpan<char> text, ref TraceHeader header)
    {
        var colon = text.IndexOf(':');
        if (colon < 0)
            return new TraceFault(0, $"\"{TraceText.Shown(text)}\" is neither a key with a colon nor an exchange", Header);
        var value = text[(colon + 1)..].Trim();
        switch (text[..colon].Trim())
        {
            case "by":
                header = header with { By = value.ToString() };
                return null;
            case "unit" when byte.TryParse(value, out var unit) && unit > 0:
                header = header with { Unit = unit };
                return null;
            case "unit":
                return new TraceFault(0, $"unit \"{TraceText.Shown(value)}\" is not a Modbus unit", "1 to 255");
            case "line" when value is "tcp" or "rtu":
                header = header with { Line = value.ToString() };
                return null;
            case "line":
                return new TraceFault(0, $"line \"{TraceText.Shown(value)}\" is not known", "tcp, rtu");
            case "recorded" when value is "alone" or "service":
                header = header with { Alone = value is "alone" };
                return null;
            case "recorded":
                return new TraceFault(0, $"recorded \"{TraceText.Shown(value)}\" is not known", "alone, service");
            case "unknown":
                var manner = new TraceEntry(TimeSpan.Zero, TimeSpan.Zero, TraceAction.Read);
                if (TraceLine.Outcome(value, ref manner) is not null || manner.Outcome is not (TraceOutcome.Exception or TraceOutcome.Silent or TraceOutcome.Closed))
                    return new TraceFault(0, $"unknown \"{TraceText.Shown(value)}\" is not a refusal", "exception 1 to 255, silent, closed");
                header = header with { Unknown = manner };
                return null;
            default:
                return new TraceFault(0, $"\"{TraceText.Shown(text[..colon])}\" is not a key of the header", Header);
        }
    }
}
