using WallboxMqtt.Simulator.Traces;

namespace WallboxMqtt.Simulator.Evc04.Replay;

/// <summary>What each register held at each moment of the recording.</summary>
internal sealed class RecordedWords
{
    private const ushort Time = 294;
    private const ushort SessionDuration = 1508;

    private readonly Dictionary<(byte Function, ushort Address), Timeline<ushort>> _words = [];
    private readonly RecordedClock _time = new(digits: true, runsAlone: true);
    private readonly RecordedClock _duration = new(digits: false, runsAlone: false);

    internal RecordedWords(IEnumerable<TraceEntry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Outcome == TraceOutcome.Words))
        {
            for (var i = 0; i < entry.Words.Length; i++)
                Take((entry.Function, (ushort)(entry.Address + i)), entry.At, entry.Words[i]);
            Take(_time, Time, entry);
            Take(_duration, SessionDuration, entry);
        }
    }

    /// <summary>The spans in which the box's clock stood: then nothing that it says is of now.</summary>
    internal IEnumerable<(TimeSpan From, TimeSpan To)> Frozen => _time.Stands();

    /// <summary>True if each of these registers was read.</summary>
    internal bool Knows(RegisterRange range)
    {
        for (var i = 0; i < range.Count; i++)
        {
            if (!_words.ContainsKey((range.Function, (ushort)(range.Address + i))) && !IsAlwaysThere(range.Function, (ushort)(range.Address + i)))
                return false;
        }

        return true;
    }

    /// <summary>What a register held; null if it was never read.</summary>
    internal ushort? At(byte function, ushort address, TimeSpan at)
    {
        if (function == 4 && address is Time or Time + 1 && _time.At(at) is { } now)
            return Half(now, address - Time);
        if (function == 4 && address is SessionDuration or SessionDuration + 1 && _duration.At(at) is { } lasted)
            return Half(lasted, address - SessionDuration);
        return _words.TryGetValue((function, address), out var line) ? line.ValueAt(at) : null;
    }

    // A register that a master writes exists, whether or not it was read.
    private static bool IsAlwaysThere(byte function, ushort address) => function == 3 && address is 2000 or 2002 or 5004 or 6000;

    private static ushort Half(uint number, int offset) => (ushort)(offset == 0 ? number >> 16 : number);

    private static void Take(RecordedClock clock, ushort address, TraceEntry entry)
    {
        var offset = address - entry.Address;
        if (entry.Function == 4 && offset >= 0 && offset + 1 < entry.Words.Length)
            clock.Add(entry.At, ((uint)entry.Words[offset] << 16) | entry.Words[offset + 1]);
    }

    private void Take((byte, ushort) register, TimeSpan at, ushort word)
    {
        if (!_words.TryGetValue(register, out var line))
            _words[register] = line = new Timeline<ushort>();
        if (line.Count == 0 || line[line.Count - 1].Value != word)
            line.Add(at, word);
    }
}
