using System.Globalization;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Text;

/// <summary>
/// Numbers as they go on the wire: invariant decimals without exponent, without trailing zeros, never "-0". Unknown, NaN and
/// infinite values are null: Home Assistant takes neither, and a 0 in their place would ruin its statistics.
/// </summary>
internal static class PlainNumber
{
    /// <summary>W, at most one decimal.</summary>
    public static string? Of(Watts? power) => Print(power?.Value, "0.#", 1);

    /// <summary>A, at most two decimals.</summary>
    public static string? Of(Amperes? current) => Print(current?.Value, "0.##", 2);

    /// <summary>V, at most one decimal.</summary>
    public static string? Of(Volts? voltage) => Print(voltage?.Value, "0.#", 1);

    /// <summary>Wh, at most one decimal.</summary>
    public static string? Of(WattHours? energy) => Print(energy?.Value, "0.#", 1);

    /// <summary>kWh, at most three decimals.</summary>
    public static string? Kilo(WattHours? energy) => Print(energy?.Value / 1000, "0.###", 3);

    /// <summary>Whole seconds, cut down.</summary>
    public static string? Of(TimeSpan? span) => span is { } known ? Print(Math.Floor(known.TotalSeconds), "0", 0) : null;

    private static string? Print(double? value, string format, int decimals)
    {
        if (value is not { } known || !double.IsFinite(known))
            return null;
        var rounded = Math.Round(known, decimals);
        return (rounded == 0 ? 0 : rounded).ToString(format, CultureInfo.InvariantCulture);
    }
}
