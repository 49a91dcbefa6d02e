using System.Text;

namespace WallboxMqtt.Lcd.Drawing;

/// <summary>A fixed-width font of one bit a pixel. Immutable; shared by all who draw.</summary>
public sealed class BitmapFont
{
    private readonly byte[] _bits;
    private readonly int _bytesPerGlyph;
    private readonly Dictionary<int, int> _glyphs;

    /// <summary>A font of given glyphs.</summary>
    /// <param name="width">Columns of each glyph.</param>
    /// <param name="height">Rows of each glyph.</param>
    /// <param name="bits">The glyphs one after the other; each row is padded to whole bytes, its leftmost pixel the highest bit.</param>
    /// <param name="bytesPerGlyph">How far apart two glyphs lie in <paramref name="bits"/>.</param>
    /// <param name="glyphs">Unicode scalar value to glyph number.</param>
    internal BitmapFont(int width, int height, byte[] bits, int bytesPerGlyph, Dictionary<int, int> glyphs)
    {
        Width = width;
        Height = height;
        _bits = bits;
        _bytesPerGlyph = bytesPerGlyph;
        _glyphs = glyphs;
    }

    /// <summary>Columns of each character.</summary>
    public int Width { get; }

    /// <summary>Rows of each character.</summary>
    public int Height { get; }

    /// <summary>Bytes of one row of a glyph.</summary>
    internal int RowBytes => (Width + 7) / 8;

    /// <summary>True if the font has the character.</summary>
    public bool Has(Rune character) => _glyphs.ContainsKey(character.Value);

    /// <summary>Columns a text takes in this font.</summary>
    public int Measure(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var _ in text.EnumerateRunes())
            width += Width;
        return width;
    }

    /// <summary>The rows of a character; those of '?' for one that the font lacks.</summary>
    /// <param name="character">What to look up.</param>
    /// <param name="missing">True if the font lacks it: draw the rows inverted, as a box with a question mark cut out.</param>
    internal ReadOnlySpan<byte> Rows(Rune character, out bool missing)
    {
        missing = !_glyphs.TryGetValue(character.Value, out var glyph);
        if (missing)
            _glyphs.TryGetValue('?', out glyph);
        return _bits.AsSpan(glyph * _bytesPerGlyph, _bytesPerGlyph);
    }
}
