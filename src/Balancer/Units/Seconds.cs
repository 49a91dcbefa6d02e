namespace WallboxMqtt.Balancer.Units;

/// <summary>Reads spans of time as users write them: <c>30 s</c>, <c>500 ms</c>, <c>2 min</c>, <c>10</c> (seconds).</summary>
public static class Seconds
{
    private static readonly (string Unit, double Factor)[] s_units =
        [("s", 1), ("ms", 0.001), ("min", 60), ("m", 60), ("h", 3600), ("sec", 1), ("seconds", 1), ("minutes", 60)];

    /// <summary>Reads seconds or a number with a unit, up to a year; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan span)
    {
        const double year = 366 * 86400d;
        span = TimeSpan.Zero;
        if (!Quantity.TryParse(text, s_units, out var seconds) || Math.Abs(seconds) > year)
            return false;
        span = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary><c>30 s</c>, <c>0.5 s</c>.</summary>
    public static string Print(TimeSpan span) => $"{Quantity.Print(span.TotalSeconds, 3)} s";
}
