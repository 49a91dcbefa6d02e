using System.Globalization;
using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Lcd.Screens;

/// <summary>
/// The screen of every day: how much the car draws, how much it may, what the sun adds, in which mode and state.
/// Made for 35 x 28 mm seen from a metre: what matters is at least 4 mm high.
/// </summary>
public static class MainScreen
{
    /// <summary>Columns the screen is laid out for.</summary>
    public const int Width = 160;

    /// <summary>Rows the screen is laid out for.</summary>
    public const int Height = 128;

    // The bezel may hide the outermost pixels: batches differ in where the picture lies.
    private const int Left = 2;
    private const int Right = Width - 2;
    private const int CentreX = Width / 2;
    private const int GaugeCentreY = 84;
    private const int UnitTop = 35;
    private const int DrawnTop = 54;
    private const int DrawnHeight = 44;
    private const int FiguresTop = 87;
    private const int LastLine = 116;

    /// <summary>Draws it, over whatever was there; allocates nothing.</summary>
    /// <param name="canvas">160 x 128; what lies beyond stays black.</param>
    /// <param name="view">What to show.</param>
    public static void Draw(Canvas canvas, MainView view)
    {
        canvas.Fill(Palette.Background);
        DrawHead(canvas, view);
        Gauge.Draw(canvas, CentreX, GaugeCentreY, view);
        DrawDrawn(canvas, view);
        DrawFigures(canvas, view);
        DrawFoot(canvas, view);
    }

    private static void DrawHead(Canvas canvas, MainView view)
    {
        Span<char> clock = stackalloc char[5];
        view.Time.TryFormat(clock, out _, "HH:mm", CultureInfo.InvariantCulture);
        var font = view.Mode.Length <= 13 ? SpleenFonts.Size8x16 : SpleenFonts.Size6x12;
        canvas.Text(Cut(view.Mode, 108 / font.Width), Left, 0, font, Palette.Strong);
        canvas.Text(clock, Right, 0, SpleenFonts.Size8x16, Palette.Quiet, Align.Right);
    }

    private static void DrawDrawn(Canvas canvas, MainView view)
    {
        Span<char> buffer = stackalloc char[Figure.MostCharacters];
        var number = Figure.Format(view.DrawnWatts, buffer, view.DecimalMark);
        var font = SpleenFonts.Size32x64;
        var colour = view.DrawnWatts is null ? Palette.Quiet : Palette.Strong;
        Figure.Draw(canvas, number, CentreX - (Figure.Measure(number, font, DrawnHeight) / 2), DrawnTop, font, DrawnHeight, colour);

        var (label, top) = view.State.Length <= 8 ? (SpleenFonts.Size8x16, 45) : (SpleenFonts.Size6x12, 48);
        canvas.Text(Cut(view.State, 11), CentreX, top, label, Palette.Quiet, Align.Centre);
        canvas.Text("kW", CentreX, UnitTop, SpleenFonts.Size6x12, Palette.Quiet, Align.Centre);
    }

    // What is allowed on the left, what the sun delivers on the right.
    private static void DrawFigures(Canvas canvas, MainView view)
    {
        Span<char> allowed = stackalloc char[Figure.MostCharacters];
        Span<char> sun = stackalloc char[Figure.MostCharacters];
        var allowedNumber = Figure.Format(view.AllowanceWatts, allowed, view.DecimalMark);
        var sunNumber = Figure.Format(view.PvWatts, sun, view.DecimalMark);
        var font = SpleenFonts.Size32x64;
        var small = SpleenFonts.Size6x12;

        canvas.Text("max", Left, FiguresTop + 5, small, Palette.Quiet);
        canvas.Text("kW", Left, FiguresTop + 15, small, Palette.Quiet);
        Figure.Draw(canvas, allowedNumber, Left + small.Measure("max") + 2, FiguresTop, font, 32, Palette.Grid);

        var sunLeft = Right - Figure.Measure(sunNumber, font, 32);
        var sunColour = view.PvWatts > 0 ? Palette.Sun : Palette.Quiet;
        Figure.Draw(canvas, sunNumber, sunLeft, FiguresTop, font, 32, sunColour);
        SunIcon.Draw(canvas, sunLeft - 10, FiguresTop + 16, sunColour);
    }

    private static void DrawFoot(Canvas canvas, MainView view)
    {
        var font = SpleenFonts.Size6x12;
        var room = (Right - Left) / font.Width;
        if (view.SessionKilowattHours is { } energy)
        {
            Span<char> buffer = stackalloc char[Figure.MostCharacters];
            var number = Figure.Format(energy * 1000, buffer, view.DecimalMark);
            canvas.Text("kWh", Right, LastLine, font, Palette.Quiet, Align.Right);
            canvas.Text(number, Right - (4 * font.Width), LastLine, font, Palette.Strong, Align.Right);
            room -= number.Length + 5;
        }

        canvas.Text(Cut(view.Status, room), Left, LastLine, font, Palette.Strong);
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int most) => text.Length <= most ? text : text[..most];
}
