using System.Collections.Immutable;
using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>What became of each request in the recording, and what becomes of those that it never saw.</summary>
internal sealed class RecordedAnswers
{
    private const byte IllegalAddress = 2;
    private static readonly ImmutableArray<ushort> s_optional = [405, 1516];

    private readonly SortedDictionary<(byte, ushort, ushort), (RegisterRange Range, Timeline<TraceEntry> Line)> _reads = [];
    private readonly Dictionary<ushort, Timeline<TraceEntry>> _writes = [];
    private readonly Dictionary<(byte, ushort, ushort), TimeSpan> _delays = [];
    private readonly RecordedWords _words;
    private readonly TimeSpan _usualDelay;
    private readonly TraceEntry? _refusesJoined;
    private readonly TraceEntry _unknown;

    /// <summary>Sorts a recording's answers by request.</summary>
    /// <param name="trace">The recording.</param>
    /// <param name="ended">True for a request that ended with its connection by no fault of its own.</param>
    /// <param name="words">What the registers held.</param>
    internal RecordedAnswers(Trace trace, Func<int, bool> ended, RecordedWords words)
    {
        _words = words;
        for (var i = 0; i < trace.Entries.Length; i++)
        {
            var entry = trace.Entries[i];
            if (ended(i))
                continue;
            if (entry.Action == TraceAction.Read)
                Line(entry).Add(entry.At, entry);
            else if (entry.Action == TraceAction.Write)
                Line(_writes, entry.Address).Add(entry.At, entry);
        }

        var answered = trace.Entries.Where(entry => entry.Action is TraceAction.Read or TraceAction.Write && entry.Outcome != TraceOutcome.Silent).ToList();
        foreach (var group in answered.GroupBy(Key))
            _delays[group.Key] = Median(group);
        _usualDelay = Median(answered);
        _unknown = trace.Header.Unknown
            ?? _reads.Values.Where(read => s_optional.Contains(read.Range.Address)).Select(read => read.Line[read.Line.Count - 1].Value).FirstOrDefault(entry => entry.Failed)
            ?? new TraceEntry(TimeSpan.Zero, TimeSpan.Zero, TraceAction.Read) { Outcome = TraceOutcome.Exception, Code = IllegalAddress };
        _refusesJoined = _reads.Values.Where(read => IsJoin(read.Range)).SelectMany(read => read.Line.Values).FirstOrDefault(entry => entry.Outcome == TraceOutcome.Exception);
    }

    /// <summary>What becomes of a read at that moment; its words, if any, are those of <see cref="RecordedWords"/>.</summary>
    internal TraceEntry Read(RegisterRange asked, TimeSpan at)
    {
        if (_reads.TryGetValue((asked.Function, asked.Address, asked.Count), out var seen))
            return seen.Line.ValueAt(at);
        var known = _words.Knows(asked);
        TraceEntry? good = null;
        foreach (var (range, line) in _reads.Values)
        {
            if (!range.Overlaps(asked))
                continue;
            var entry = line.ValueAt(at);
            if (entry.Failed && (asked.Covers(range) || !known))
                return entry;
            if (!entry.Failed && range.Covers(asked))
                good = entry;
        }

        if (good is null && known)
            good = _refusesJoined is { } refusal && IsJoin(asked) ? refusal : new TraceEntry(at, _usualDelay, TraceAction.Read) { Outcome = TraceOutcome.Words };
        return good ?? _unknown;
    }

    /// <summary>What becomes of a write at that moment: of the same value where the recording has it, of any otherwise; null if it has none.</summary>
    internal TraceEntry? Write(ushort address, ushort value, TimeSpan at)
    {
        if (!_writes.TryGetValue(address, out var line))
            return null;
        for (var i = line.IndexAt(at); i >= 0; i--)
        {
            if (line[i].Value.Number == value)
                return line[i].Value;
        }

        return line.Values.FirstOrDefault(entry => entry.Number == value) ?? line.ValueAt(at);
    }

    /// <summary>What becomes of a request for what is not there.</summary>
    internal TraceEntry Unknown => _unknown;

    /// <summary>How long the box takes for an answer like this one.</summary>
    internal TimeSpan Delay(byte function, ushort address, ushort count) =>
        _delays.TryGetValue((function, address, function == 6 ? (ushort)1 : count), out var delay) ? delay : _usualDelay;

    // Several rows of the table in one request, as the recording shows by smaller reads that it answered.
    private bool IsJoin(RegisterRange range) =>
        _reads.Values.Any(read => read.Range != range && range.Covers(read.Range) && read.Line.Values.Any(entry => !entry.Failed)) && _words.Knows(range);

    private Timeline<TraceEntry> Line(TraceEntry entry)
    {
        var range = new RegisterRange(entry.Function, entry.Address, entry.Number);
        var key = (range.Function, range.Address, range.Count);
        if (!_reads.TryGetValue(key, out var found))
            _reads[key] = found = (range, new Timeline<TraceEntry>());
        return found.Line;
    }

    private static Timeline<TraceEntry> Line(Dictionary<ushort, Timeline<TraceEntry>> lines, ushort address)
    {
        if (!lines.TryGetValue(address, out var line))
            lines[address] = line = new Timeline<TraceEntry>();
        return line;
    }

    private static (byte, ushort, ushort) Key(TraceEntry entry) =>
        (entry.Function, entry.Address, entry.Action == TraceAction.Write ? (ushort)1 : entry.Number);

    private static TimeSpan Median(IEnumerable<TraceEntry> entries)
    {
        var sorted = entries.Select(entry => entry.Took).Order().ToList();
        return sorted.Count == 0 ? TimeSpan.Zero : sorted[sorted.Count / 2];
    }
}
