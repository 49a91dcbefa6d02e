using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Tests.Unit.Lcd.Drawing;

/// <summary>Canvases as lines of text: '#' is white, '.' is black, '+' anything between.</summary>
internal static class Pictures
{
    public static string[] Lines(this Canvas canvas) =>
        [.. Enumerable.Range(0, canvas.Height).Select(y => string.Concat(Enumerable.Range(0, canvas.Width).Select(x => Mark(canvas[x, y]))))];

    /// <summary>How many white pixels the ink is worth.</summary>
    public static double Ink(this Canvas canvas) =>
        Enumerable.Range(0, canvas.Width * canvas.Height).Sum(pixel => canvas[pixel % canvas.Width, pixel / canvas.Width].Green / 255.0);

    private static char Mark(Colour colour)
    {
        if (colour == Colour.Black)
            return '.';
        return colour == Colour.White ? '#' : '+';
    }
}
