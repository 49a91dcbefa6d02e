using System.Globalization;
using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Lcd.Screens;

/// <summary>The screen that shows a notice: a coloured head with a sign, and in large letters what it means and what to do.</summary>
public static class NoticeScreen
{
    private const int Width = MainScreen.Width;
    private const int Margin = 3;
    private const int HeadHeight = 27;
    private const int FirstLine = 31;
    private const int Pitch = 17;
    private const int Lines = 5;
    private const int LastLine = 116;

    /// <summary>Draws it, over whatever was there.</summary>
    public static void Draw(Canvas canvas, NoticeView view)
    {
        var (back, front) = view.Kind switch
        {
            NoticeKind.Fault => (Palette.Excess, Colour.Black),
            NoticeKind.NoSun or NoticeKind.NoBroker => (Palette.Sun, Colour.Black),
            NoticeKind.Off => (Palette.Track, Palette.Strong),
            NoticeKind.Service => (Palette.Grid, Colour.Black),
        };
        canvas.Fill(Palette.Background);
        canvas.Rectangle(0, 0, Width, HeadHeight, back);
        NoticeSign.Draw(canvas, view.Kind, 15, HeadHeight / 2f, front, back);
        var large = view.Title.Length <= 10;
        canvas.Text(view.Title, 30, large ? 1 : 5, large ? SpleenFonts.Size12x24 : SpleenFonts.Size8x16, front);

        var top = FirstLine;
        foreach (var line in Wrap(view.Text, (Width - (2 * Margin)) / SpleenFonts.Size8x16.Width, Lines))
        {
            canvas.Text(line.Replace('\u00A0', ' '), Margin, top, SpleenFonts.Size8x16, Palette.Strong);
            top += Pitch;
        }

        canvas.Text(view.Foot, Margin, LastLine, SpleenFonts.Size6x12, Palette.Quiet);
        canvas.Text(view.Time.ToString("HH:mm", CultureInfo.InvariantCulture), Width - Margin, LastLine, SpleenFonts.Size6x12, Palette.Quiet, Align.Right);
    }

    /// <summary>Breaks a text at its spaces; a word longer than a line is cut, and what does not fit ends with an ellipsis.</summary>
    internal static List<string> Wrap(string text, int columns, int lines)
    {
        var wrapped = new List<string>();
        var line = string.Empty;
        foreach (var word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = line.Length == 0 ? word : $"{line} {word}";
            if (next.Length > columns && line.Length > 0)
            {
                wrapped.Add(line);
                next = word;
            }

            line = next.Length <= columns ? next : next[..columns];
        }

        if (line.Length > 0)
            wrapped.Add(line);
        if (wrapped.Count <= lines)
            return wrapped;
        var last = wrapped[lines - 1];
        wrapped[lines - 1] = $"{last[..Math.Min(last.Length, columns - 3)]}...";
        return wrapped[..lines];
    }
}
