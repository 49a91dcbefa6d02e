using System.Collections.Immutable;
using System.Globalization;

namespace WallboxMqtt.Simulator.Traces;

/// <summary>Reads one exchange of a trace.</summary>
internal static class TraceLine
{
    private const double LongestSeconds = 31 * 86400;
    private const int MaximumRead = 125;
    private const string Request = "connect, lost N, read 3 or 4 ADDRESS COUNT, write 6 ADDRESS VALUE";

    /// <summary>Reads a line without its remark.</summary>
    internal static TraceFault? Read(ReadOnlySpan<char> text, out TraceEntry? entry)
    {
        entry = null;
        if (!TakeSeconds(ref text, out var at) || !TakeSeconds(ref text, out var took))
            return new TraceFault(0, $"\"{TraceText.Shown(text)}\" is not a time", "seconds, as 12.345; first since the start, then the duration");
        var arrow = text.IndexOf("->");
        var request = (arrow < 0 ? text : text[..arrow]).Trim();
        var found = new TraceEntry(at, took, TraceAction.Connect);
        if (Requested(request, ref found) is { } fault)
            return fault;
        if (found.Action != TraceAction.Lost)
        {
            if (arrow < 0)
                return new TraceFault(0, $"\"{TraceText.Shown(text)}\" has no result", "request -> result");
            if (Outcome(text[(arrow + 2)..].Trim(), ref found) is { } outcome)
                return outcome;
        }

        entry = found;
        return Fits(found);
    }

    /// <summary>Reads what became of a request.</summary>
    internal static TraceFault? Outcome(ReadOnlySpan<char> text, ref TraceEntry entry)
    {
        var rest = text;
        var outcome = TraceOutcomes.Of(Take(ref rest));
        if (outcome is { } plain && !TraceOutcomes.HasCode(plain) && rest.IsEmpty)
        {
            entry = entry with { Outcome = plain };
            return null;
        }

        if (outcome is { } coded && TraceOutcomes.HasCode(coded) && byte.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code > 0)
        {
            entry = entry with { Outcome = coded, Code = code };
            return null;
        }

        if (Words(text) is not { } words)
            return new TraceFault(0, $"\"{TraceText.Shown(text)}\" is not a result", "words of four hex digits (0000x8 for eight), taken, exception N, silent, closed, odd N, connected, refused-connection");
        entry = entry with { Outcome = TraceOutcome.Words, Words = words };
        return null;
    }

    private static TraceFault? Requested(ReadOnlySpan<char> text, ref TraceEntry entry)
    {
        var rest = text;
        var verb = Take(ref rest);
        if (verb is "connect" && rest.IsEmpty)
            return null;
        if (verb is "lost" && TakeNumber(ref rest, out var lost) && rest.IsEmpty)
        {
            entry = entry with { Action = TraceAction.Lost, Number = lost };
            return null;
        }

        if (verb is not ("read" or "write") || !TakeNumber(ref rest, out var function) || !TakeNumber(ref rest, out var address) || !TakeNumber(ref rest, out var number) || !rest.IsEmpty)
            return new TraceFault(0, $"\"{TraceText.Shown(text)}\" is not a request", Request);
        if (verb is "read" ? function is not (3 or 4) : function != 6)
            return new TraceFault(0, $"function {function} of \"{TraceText.Shown(text)}\"", "3 and 4 for read, 6 for write");
        if (verb is "read" && (number is 0 or > MaximumRead || address + number > ushort.MaxValue + 1))
            return new TraceFault(0, $"{number} registers at {address}", $"1 to {MaximumRead} registers, up to address {ushort.MaxValue}");
        entry = entry with { Action = verb is "read" ? TraceAction.Read : TraceAction.Write, Function = (byte)function, Address = address, Number = number };
        return null;
    }

    private static TraceFault? Fits(TraceEntry entry)
    {
        var fits = entry.Outcome switch
        {
            TraceOutcome.Connected => entry.Action is TraceAction.Connect or TraceAction.Lost,
            TraceOutcome.RefusedConnection => entry.Action == TraceAction.Connect,
            TraceOutcome.Words => entry.Action == TraceAction.Read,
            TraceOutcome.Taken => entry.Action == TraceAction.Write,
            TraceOutcome.Silent => true,
            TraceOutcome.Exception or TraceOutcome.Closed or TraceOutcome.Odd => entry.Action is TraceAction.Read or TraceAction.Write,
        };
        if (!fits)
            return new TraceFault(0, $"\"{TraceText.Shown(TraceText.Outcome(entry))}\" is not the result of such a request", "connect -> connected, refused-connection or silent; read -> words; write -> taken; both -> exception N, silent, closed, odd N");
        return entry.Outcome == TraceOutcome.Words && entry.Words.Length != entry.Number
            ? new TraceFault(0, $"{entry.Words.Length} words for a read of {entry.Number}", "as many words as registers")
            : null;
    }

    private static ImmutableArray<ushort>? Words(ReadOnlySpan<char> text)
    {
        var words = ImmutableArray.CreateBuilder<ushort>();
        while (!text.IsEmpty)
        {
            var word = Take(ref text);
            var count = 1;
            if (word.Length > 4 && (word[4] != 'x' || !int.TryParse(word[5..], NumberStyles.None, CultureInfo.InvariantCulture, out count)))
                return null;
            if (word.Length < 4 || !ushort.TryParse(word[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || count < 1 || words.Count + count > MaximumRead)
                return null;
            words.AddRange(Enumerable.Repeat(value, count));
        }

        return words.Count == 0 ? null : words.ToImmutable();
    }

    private static bool TakeSeconds(ref ReadOnlySpan<char> text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var rest = text;
        if (!double.TryParse(Take(ref rest), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || !(seconds <= LongestSeconds))
            return false;
        span = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        text = rest;
        return true;
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> text, out ushort number) =>
        ushort.TryParse(Take(ref text), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        var end = text.IndexOfAny(' ', '\t');
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[end..].TrimStart();
        return word;
    }
}
