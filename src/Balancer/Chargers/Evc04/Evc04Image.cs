namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>What was last read of each register, as it came. A register that was not read is not known.</summary>
public sealed class Evc04Image
{
    private readonly Dictionary<ushort, byte[]> _words = [];

    /// <summary>Takes the answer to the read of a block.</summary>
    public void Take(RegisterBlock block, ReadOnlySpan<byte> answer)
    {
        foreach (var register in Evc04Registers.All)
        {
            var offset = (register.Address - block.Address) * 2;
            var length = register.Count * 2;
            if (offset < 0 || offset + length > block.Count * 2)
                continue;
            if (!_words.TryGetValue(register.Address, out var words))
                _words[register.Address] = words = new byte[length];
            answer.Slice(offset, length).CopyTo(words);
        }
    }

    /// <summary>Forgets a block that the device refuses to read.</summary>
    public void Forget(RegisterBlock block)
    {
        foreach (var register in Evc04Registers.All)
        {
            if (register.Address >= block.Address && register.Address < block.Address + block.Count)
                _words.Remove(register.Address);
        }
    }

    /// <summary>Forgets everything: another connection may be another device.</summary>
    public void Clear() => _words.Clear();

    /// <summary>The register's bytes, high byte first; empty where not known.</summary>
    public ReadOnlySpan<byte> Words(Evc04Register register) => _words.TryGetValue(register.Address, out var words) ? words : default;
}
