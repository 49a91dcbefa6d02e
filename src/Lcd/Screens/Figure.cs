using System.Globalization;
using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Lcd.Screens;

/// <summary>A large, bold number with soft edges whose decimal mark takes half a digit's place.</summary>
internal static class Figure
{
    /// <summary>Room enough for what <see cref="Format"/> writes.</summary>
    public const int MostCharacters = 8;

    /// <summary>Thousands of a quantity with one decimal, from 100 without; a dash if it is null or not finite. Never "-0.0".</summary>
    /// <param name="value">In W or Wh; cut to plus and minus 9 999 thousands.</param>
    /// <param name="buffer">At least <see cref="MostCharacters"/>.</param>
    /// <param name="mark">Between whole numbers and tenths: a point or a comma.</param>
    /// <returns>The written part of the buffer.</returns>
    public static ReadOnlySpan<char> Format(double? value, Span<char> buffer, char mark = '.')
    {
        if (value is not { } known || !double.IsFinite(known))
            return "–";
        var thousands = Math.Clamp(known / 1000, -9999, 9999);
        var decimals = Math.Abs(thousands) < 99.95 ? 1 : 0;
        var rounded = Math.Round(thousands, decimals, MidpointRounding.AwayFromZero) + 0.0;
        rounded.TryFormat(buffer, out var written, decimals == 1 ? "F1" : "F0", CultureInfo.InvariantCulture);
        buffer[..written].Replace('.', mark);
        return buffer[..written];
    }

    /// <summary>Columns that <see cref="Draw"/> takes.</summary>
    public static int Measure(ReadOnlySpan<char> number, BitmapFont font, int height)
    {
        var width = 0;
        foreach (var character in number)
            width += Advance(character, Canvas.SmoothWidth(font, height));
        return width;
    }

    /// <summary>Draws a number from its left edge.</summary>
    public static void Draw(Canvas canvas, ReadOnlySpan<char> number, int left, int top, BitmapFont font, int height, Colour colour)
    {
        var width = Canvas.SmoothWidth(font, height);
        for (var index = 0; index < number.Length; index++)
        {
            var advance = Advance(number[index], width);
            Bold(canvas, number.Slice(index, 1), left - ((width - advance) / 2), top, font, height, colour);
            left += advance;
        }
    }

    // Four strikes a pixel apart: made smaller, the font's strokes are too thin to be read from afar.
    private static void Bold(Canvas canvas, ReadOnlySpan<char> digit, int left, int top, BitmapFont font, int height, Colour colour)
    {
        for (var strike = 0; strike < 4; strike++)
            canvas.SmoothText(digit, left + (strike & 1), top + (strike >> 1), font, height, colour);
    }

    private static int Advance(char character, int width) => character is '.' or ',' ? width / 2 : width;
}
