using System.Globalization;
using System.Text;

namespace WallboxMqtt.Tests.Safety.Days;

/// <summary>Draws a day as SVG: import against its limit, setpoint, house load, sun.</summary>
internal static class DayChart
{
    private const int Width = 1200;
    private const int Height = 420;
    private const int Left = 40;
    private const int Bottom = 24;
    private const int Highest = 40;
    private const int Step = 5;

    internal static string Draw(IReadOnlyList<DaySecond> seconds)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (var amperes = 0; amperes <= Highest; amperes += 10)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(amperes)}H{Width}\" stroke=\"#ddd\"/><text x=\"6\" y=\"{Y(amperes) + 4}\">{amperes} A</text>\n");
        for (var hour = (int)seconds[0].At.TotalHours; hour <= (int)seconds[^1].At.TotalHours; hour += 2)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(seconds, TimeSpan.FromHours(hour))}\" y=\"{Height - 6}\">{hour}:00</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(MeterDay.Limit)}H{Width}\" stroke=\"#c00\" stroke-dasharray=\"6 4\"/>\n");
        Line(svg, seconds, "#e69f00", second => second.Sun);
        Line(svg, seconds, "#999", second => second.Load);
        Line(svg, seconds, "#d55e00", second => Math.Max(0, second.Import));
        Line(svg, seconds, "#0072b2", second => second.Setpoint);
        (string Colour, string Name)[] legend = [("#0072b2", "setpoint"), ("#d55e00", "import, highest phase"), ("#c00", "its limit"), ("#999", "house, highest phase"), ("#e69f00", "sun, a phase")];
        for (var i = 0; i < legend.Length; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + 20 + (i * 180)}\" y=\"16\" fill=\"{legend[i].Colour}\">{legend[i].Name}</text>\n");
        return svg.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, IReadOnlyList<DaySecond> seconds, string colour, Func<DaySecond, double> value)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" points=\"");
        // Of each few seconds the highest: a short peak must not be lost.
        for (var i = 0; i + Step <= seconds.Count; i += Step)
            svg.Append(CultureInfo.InvariantCulture, $"{X(seconds, seconds[i].At):0.#},{Y(Enumerable.Range(i, Step).Max(at => value(seconds[at]))):0.#} ");
        svg.Append("\"/>\n");
    }

    private static double X(IReadOnlyList<DaySecond> seconds, TimeSpan at) =>
        Left + ((Width - Left) * ((at - seconds[0].At) / (seconds[^1].At - seconds[0].At)));

    private static double Y(double amperes) => Height - Bottom - ((Height - Bottom - 20) * amperes / Highest);
}
