namespace WallboxMqtt.Lcd.Drawing;

/// <summary>A colour as the panel takes it: red in bits 15-11, green in 10-5, blue in 4-0.</summary>
/// <param name="Rgb565">The 16 bits.</param>
public readonly record struct Colour(ushort Rgb565)
{
    /// <summary>Full coverage in <see cref="Over"/>.</summary>
    public const int Opaque = 256;

    /// <summary>All bits off.</summary>
    public static Colour Black => default;

    /// <summary>All bits on.</summary>
    public static Colour White => new(0xFFFF);

    /// <summary>Red, 0 to 255: five bits widened so that 31 becomes 255.</summary>
    public byte Red => Widen5(Rgb565 >> 11);

    /// <summary>Green, 0 to 255.</summary>
    public byte Green
    {
        get
        {
            var six = (Rgb565 >> 5) & 0x3F;
            return (byte)((six << 2) | (six >> 4));
        }
    }

    /// <summary>Blue, 0 to 255.</summary>
    public byte Blue => Widen5(Rgb565 & 0x1F);

    /// <summary>The nearest colour below 24-bit red, green and blue.</summary>
    public static Colour FromRgb(byte red, byte green, byte blue) =>
        new((ushort)(((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3)));

    /// <summary>This colour laid over another.</summary>
    /// <param name="under">The colour below.</param>
    /// <param name="coverage">How much of the pixel this colour covers: 0 to <see cref="Opaque"/>.</param>
    public Colour Over(Colour under, int coverage)
    {
        var red = Mix(Rgb565 >> 11, under.Rgb565 >> 11, coverage);
        var green = Mix((Rgb565 >> 5) & 0x3F, (under.Rgb565 >> 5) & 0x3F, coverage);
        var blue = Mix(Rgb565 & 0x1F, under.Rgb565 & 0x1F, coverage);
        return new((ushort)((red << 11) | (green << 5) | blue));
    }

    private static int Mix(int over, int under, int coverage) =>
        ((over * coverage) + (under * (Opaque - coverage)) + (Opaque / 2)) / Opaque;

    private static byte Widen5(int five) => (byte)((five << 3) | (five >> 2));
}
