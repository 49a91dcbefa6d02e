using System.Text;

namespace WallboxMqtt.Simulator.SunSpec;

/// <summary>The registers of a SunSpec map, written one model after the other.</summary>
internal sealed class SunSpecWords
{
    internal const ushort Base = 40000;
    private readonly List<ushort> _words = [0x5375, 0x6E53];

    /// <summary>The register at an address; null if there is none.</summary>
    internal ushort? At(int address) => address >= Base && address < Base + _words.Count ? _words[address - Base] : null;

    /// <summary>A model's header, and room for it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="length">Its length.</param>
    /// <param name="fill">What stands where nothing is written.</param>
    internal SunSpecWords Model(ushort id, int length, ushort fill = 0)
    {
        _words.Add(id);
        _words.Add((ushort)length);
        _words.AddRange(Enumerable.Repeat(fill, length));
        Start = _words.Count - length - 2;
        return this;
    }

    /// <summary>Writes into the last model, at an offset from its header.</summary>
    internal SunSpecWords Put(int offset, params ReadOnlySpan<ushort> words)
    {
        for (var i = 0; i < words.Length; i++)
            _words[Start + offset + i] = words[i];
        return this;
    }

    /// <summary>Two registers, the high word first.</summary>
    internal SunSpecWords Long(int offset, uint number) => Put(offset, (ushort)(number >> 16), (ushort)number);

    /// <summary>A float; NaN stands for "not implemented".</summary>
    internal SunSpecWords Real(int offset, double number) => Long(offset, BitConverter.SingleToUInt32Bits((float)number));

    /// <summary>Two characters a register.</summary>
    internal SunSpecWords Text(int offset, int registers, string text)
    {
        var bytes = new byte[registers * 2];
        Encoding.ASCII.GetBytes(text, bytes);
        for (var i = 0; i < registers; i++)
            Put(offset + i, (ushort)((bytes[i * 2] << 8) | bytes[(i * 2) + 1]));
        return this;
    }

    /// <summary>The end of the chain.</summary>
    internal SunSpecWords End()
    {
        _words.Add(0xFFFF);
        _words.Add(0);
        return this;
    }

    private int Start { get; set; }
}
