using System.Text;

namespace WallboxMqtt.Lcd.Drawing;

/// <summary>Text. A character that the font lacks is a box with a question mark cut out.</summary>
public sealed partial class Canvas
{
    /// <summary>One line of text, pixel for pixel as the font has it.</summary>
    /// <param name="text">What to write.</param>
    /// <param name="x">Where its left edge, middle or right edge stands.</param>
    /// <param name="top">The characters' first row.</param>
    /// <param name="font">The font.</param>
    /// <param name="colour">Its colour; what lies between the strokes stays as it is.</param>
    /// <param name="align">What stands at <paramref name="x"/>.</param>
    public void Text(ReadOnlySpan<char> text, int x, int top, BitmapFont font, Colour colour, Align align = Align.Left)
    {
        var left = Left(x, font.Measure(text), align);
        foreach (var character in text.EnumerateRunes())
        {
            if (left >= Width)
                return;
            if (left > -font.Width)
                Glyph(character, left, top, font, colour);
            left += font.Width;
        }
    }

    /// <summary>One line of text made smaller, with soft edges: each pixel gets the share of its area that the glyph covers.</summary>
    /// <param name="text">What to write.</param>
    /// <param name="x">Where its left edge, middle or right edge stands.</param>
    /// <param name="top">The characters' first row.</param>
    /// <param name="font">The font; best one just larger.</param>
    /// <param name="height">Rows of each character, 1 to the font's height.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="align">What stands at <paramref name="x"/>.</param>
    public void SmoothText(ReadOnlySpan<char> text, int x, int top, BitmapFont font, int height, Colour colour, Align align = Align.Left)
    {
        var width = SmoothWidth(font, height);
        var left = Left(x, font.Measure(text) / font.Width * width, align);
        foreach (var character in text.EnumerateRunes())
        {
            SmoothGlyph(character, left, top, width, height, font, colour);
            left += width;
        }
    }

    /// <summary>Columns of each character in <see cref="SmoothText"/>: as many to its rows as the font has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The height is not within 1 to the font's.</exception>
    public static int SmoothWidth(BitmapFont font, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, font.Height);
        return Math.Max(((font.Width * height) + (font.Height / 2)) / font.Height, 1);
    }

    private static int Left(int x, int width, Align align) => align switch
    {
        Align.Centre => x - (width / 2),
        Align.Right => x - width,
        Align.Left => x,
    };

    private void Glyph(Rune character, int left, int top, BitmapFont font, Colour colour)
    {
        var rows = font.Rows(character, out var missing);
        var firstColumn = Math.Max(-left, 0);
        var endColumn = Math.Min(font.Width, Width - left);
        var endRow = Math.Min(font.Height, Height - top);
        for (var row = Math.Max(-top, 0); row < endRow; row++)
        {
            for (var column = firstColumn; column < endColumn; column++)
            {
                if (IsSet(rows, font.RowBytes, column, row) != missing)
                    _pixels[((top + row) * Width) + left + column] = colour.Rgb565;
            }
        }
    }

    // In units where a column of the font is `width` wide and a column of the canvas font.Width; rows likewise.
    private void SmoothGlyph(Rune character, int left, int top, int width, int height, BitmapFont font, Colour colour)
    {
        var rows = font.Rows(character, out var missing);
        var endX = Math.Min(width, Width - left);
        var endY = Math.Min(height, Height - top);
        for (var y = Math.Max(-top, 0); y < endY; y++)
        {
            for (var x = Math.Max(-left, 0); x < endX; x++)
            {
                var area = 0;
                for (var row = y * font.Height / height; row * height < (y + 1) * font.Height; row++)
                {
                    var tall = Overlap(row, height, y, font.Height);
                    for (var column = x * font.Width / width; column * width < (x + 1) * font.Width; column++)
                    {
                        if (IsSet(rows, font.RowBytes, column, row) != missing)
                            area += tall * Overlap(column, width, x, font.Width);
                    }
                }

                Blend(left + x, top + y, colour, area * Colour.Opaque / (font.Width * font.Height));
            }
        }
    }

    /// <summary>What the a-th piece of length <paramref name="aLength"/> and the b-th of <paramref name="bLength"/> have in common.</summary>
    private static int Overlap(int a, int aLength, int b, int bLength) =>
        Math.Min((a + 1) * aLength, (b + 1) * bLength) - Math.Max(a * aLength, b * bLength);

    private static bool IsSet(ReadOnlySpan<byte> rows, int rowBytes, int column, int row) =>
        (rows[(row * rowBytes) + (column >> 3)] & (0x80 >> (column & 7))) != 0;
}
