using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Lcd.Screens;

/// <summary>
/// The arc of the main screen: outside a narrow band of what is allowed, the grid's share and then the sun's;
/// inside it a wide band of what is drawn. While white stays under the colours, all is well.
/// </summary>
internal static class Gauge
{
    /// <summary>The right end: 3 x 32 A x 230 V, as wallboxes are sold.</summary>
    private const double FullScaleWatts = 22_000;

    private const float Start = -95;
    private const float Sweep = 190;
    private const float AllowedOuter = 69;
    private const float AllowedInner = 63;
    private const float DrawnOuter = 60;
    private const float DrawnInner = 50;

    /// <summary>Draws it around a centre; it reaches 69 pixels out and 6 below.</summary>
    public static void Draw(Canvas canvas, float centreX, float centreY, MainView view)
    {
        var allowed = Degrees(view.AllowanceWatts);
        var grid = Math.Min(Degrees(view.CapWatts), allowed);
        var drawn = Degrees(view.DrawnWatts ?? 0);

        Band(AllowedInner, AllowedOuter, 0, Sweep, Palette.Track);
        Band(AllowedInner, AllowedOuter, 0, grid, Palette.Grid);
        Band(AllowedInner, AllowedOuter, grid, allowed - grid, Palette.Sun);
        Band(DrawnInner, DrawnOuter, 0, Sweep, Palette.Track);
        Band(DrawnInner, DrawnOuter, 0, Math.Min(drawn, allowed), Palette.Strong);
        Band(DrawnInner, DrawnOuter, allowed, drawn - allowed, Palette.Excess);

        void Band(float inner, float outer, float from, float degrees, Colour colour) =>
            canvas.Arc(centreX, centreY, inner, outer, Start + from, degrees, colour);
    }

    private static float Degrees(double watts) =>
        watts > 0 ? (float)(Math.Min(watts / FullScaleWatts, 1) * Sweep) : 0;
}
