namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>
/// All that right answers of one connection said of each register. The driver need not have taken the last one: it does not believe a joined
/// read that contradicts what rows said by themselves, and one refusal among answers lets a value age.
/// </summary>
internal sealed class AnsweredWords
{
    private readonly Dictionary<int, HashSet<ushort>> _said = [];

    internal void Add(int address, ushort word)
    {
        if (!_said.TryGetValue(address, out var words))
            _said[address] = words = [];
        words.Add(word);
    }

    /// <summary>True where some answer said such a word.</summary>
    internal bool Said(int address, Func<ushort, bool> such) => _said.TryGetValue(address, out var words) && words.Any(such);

    /// <summary>True where some answers said such a number of 32 bits, the high word first.</summary>
    internal bool SaidLong(int address, Func<uint, bool> such) =>
        _said.TryGetValue(address, out var high) && high.Any(word => Said(address + 1, low => such(((uint)word << 16) | low)));
}
