using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Lcd.Screens;

/// <summary>A sun, 17 x 17 pixels.</summary>
internal static class SunIcon
{
    private const int Rays = 8;

    /// <summary>Draws it around a centre.</summary>
    public static void Draw(Canvas canvas, float centreX, float centreY, Colour colour)
    {
        canvas.Disc(centreX, centreY, 4, colour);
        for (var ray = 0; ray < Rays; ray++)
        {
            var (sin, cos) = MathF.SinCos(ray * MathF.Tau / Rays);
            canvas.Line(centreX + (6.2f * cos), centreY + (6.2f * sin), centreX + (7.6f * cos), centreY + (7.6f * sin), 1.6f, colour);
        }
    }
}
