namespace WallboxMqtt.Simulator.Evc04;

/// <summary>One row of the simulated register map.</summary>
/// <param name="Address">First register.</param>
/// <param name="Count">Registers.</param>
/// <param name="Writable">Read with function 3 and written with 6; otherwise read with 4.</param>
/// <param name="Number">The number; null for a text.</param>
/// <param name="Text">The text; null for a number.</param>
internal sealed record Row(ushort Address, ushort Count, bool Writable, Func<uint>? Number, string? Text)
{
    /// <summary>The register at <paramref name="offset"/>.</summary>
    internal ushort Word(int offset, bool wideText)
    {
        if (Number is not null)
            return (ushort)(Number() >> (16 * (Count - 1 - offset)));
        if (wideText)
            return offset < Text!.Length ? Text[offset] : (ushort)0;
        var (high, low) = (offset * 2, (offset * 2) + 1);
        return (ushort)(((high < Text!.Length ? Text[high] : 0) << 8) | (low < Text.Length ? Text[low] : 0));
    }
}
