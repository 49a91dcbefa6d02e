using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>
/// What a register reads after it was written: what the recording shows for this value, as long after the write. A value that was never
/// written there reads as it is written, but never above what higher ones were clamped to.
/// </summary>
internal sealed class RecordedReadBack
{
    private readonly Dictionary<ushort, Timeline<ushort>> _seen = [];
    private readonly int? _ceiling;

    /// <summary>Evaluates what was read back after each write.</summary>
    /// <param name="address">The register.</param>
    /// <param name="entries">The recording.</param>
    internal RecordedReadBack(ushort address, IEnumerable<TraceEntry> entries)
    {
        TraceEntry? written = null;
        foreach (var entry in entries)
        {
            if (entry.Action == TraceAction.Write && entry.Address == address)
            {
                written = entry.Outcome == TraceOutcome.Taken ? entry : null;
                continue;
            }

            if (written is null || entry is not { Outcome: TraceOutcome.Words, Function: 3 } || entry.Address > address || entry.Address + entry.Words.Length <= address)
                continue;
            var word = entry.Words[address - entry.Address];
            if (!_seen.TryGetValue(written.Number, out var line))
            {
                _seen[written.Number] = line = new Timeline<ushort>();
                if (word < written.Number && word > 0)
                    _ceiling = Math.Max(_ceiling ?? 0, word);
            }

            // Written more than once: the first course counts, as far as it goes.
            if (line.Count == 0 || entry.At - written.At > line[line.Count - 1].At)
                line.Add(entry.At - written.At, word);
        }
    }

    /// <summary>What the register reads.</summary>
    /// <param name="written">What was written last.</param>
    /// <param name="since">How long ago.</param>
    internal ushort Of(ushort written, TimeSpan since) =>
        _seen.TryGetValue(written, out var seen) ? seen.ValueAt(since)
        : _ceiling is { } ceiling ? (ushort)Math.Min(written, ceiling)
        : written;
}
