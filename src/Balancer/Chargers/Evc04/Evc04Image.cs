namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// What was last read of each register, as it came, and when. A register that was not read, or not for its <see cref="ReadPaces.MaxAge"/>,
/// is unknown.
/// </summary>
/// <param name="time">Judges ages; null keeps every value.</param>
public sealed class Evc04Image(TimeProvider? time = null)
{
    private readonly Dictionary<ushort, Entry> _entries = [];

    /// <summary>Takes one register's words.</summary>
    /// <returns>True if they differ from those before; null if there were none.</returns>
    public bool? Take(Evc04Register register, ReadOnlySpan<byte> words)
    {
        var known = _entries.TryGetValue(register.Address, out var entry);
        if (!known)
            _entries[register.Address] = entry = new Entry(new byte[register.Count * 2]);
        bool? changed = known ? !words.SequenceEqual(entry!.Words) : null;
        words.CopyTo(entry!.Words);
        entry.At = time?.GetTimestamp() ?? 0;
        return changed;
    }

    /// <summary>Forgets a register that the device refuses to read.</summary>
    public void Forget(Evc04Register register) => _entries.Remove(register.Address);

    /// <summary>Forgets everything: another connection may be another device.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>The register's bytes, high byte first; empty if unknown.</summary>
    public ReadOnlySpan<byte> Words(Evc04Register register) =>
        _entries.TryGetValue(register.Address, out var entry) && !Expired(register, entry) ? entry.Words : default;

    private bool Expired(Evc04Register register, Entry entry) =>
        time is not null && register.Pace.MaxAge() is { } longest && time.GetElapsedTime(entry.At) >= longest;

    private sealed class Entry(byte[] words)
    {
        internal byte[] Words => words;

        internal long At { get; set; }
    }
}
