using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Lcd.Screens;

/// <summary>The signs of the notices, about 20 x 20 pixels.</summary>
internal static class NoticeSign
{
    /// <summary>Draws it around a centre.</summary>
    public static void Draw(Canvas canvas, NoticeKind kind, float x, float y, Colour front, Colour back)
    {
        switch (kind)
        {
            case NoticeKind.Fault:
                Triangle(canvas, x, y, front, back);
                break;
            case NoticeKind.NoSun:
                SunIcon.Draw(canvas, x, y, front);
                Line(canvas, x, y, -8, 8, 8, -8, 5, back);
                Line(canvas, x, y, -8, 8, 8, -8, 2, front);
                break;
            case NoticeKind.NoBroker:
                Line(canvas, x, y, -10, 0, -4, 0, 3, front);
                Line(canvas, x, y, 4, 0, 10, 0, 3, front);
                canvas.Disc(x - 9, y, 3.5f, front);
                canvas.Disc(x + 9, y, 3.5f, front);
                Line(canvas, x, y, -3, -4, 3, 4, 2, front);
                Line(canvas, x, y, -3, 4, 3, -4, 2, front);
                break;
            case NoticeKind.Off:
                canvas.Arc(x, y + 1, 6.5f, 9, 35, 290, front);
                Line(canvas, x, y, 0, -9, 0, 0, 2.6f, front);
                break;
            case NoticeKind.Service:
                Line(canvas, x, y, 3, -9, -4, 2, 3, front);
                Line(canvas, x, y, -4, 1, 4, 0, 3, front);
                Line(canvas, x, y, 4, 0, -3, 10, 3, front);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of notice");
        }
    }

    private static void Triangle(Canvas canvas, float x, float y, Colour front, Colour back)
    {
        for (var row = 0; row <= 17; row++)
            Line(canvas, x, y, -row * 0.58f, -9 + row, row * 0.58f, -9 + row, 1.6f, front);
        Line(canvas, x, y, 0, -3, 0, 2, 2.4f, back);
        canvas.Disc(x, y + 5.5f, 1.4f, back);
    }

    private static void Line(Canvas canvas, float x, float y, float fromX, float fromY, float toX, float toY, float thickness, Colour colour) =>
        canvas.Line(x + fromX, y + fromY, x + toX, y + toY, thickness, colour);
}
