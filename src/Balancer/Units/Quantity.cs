using System.Buffers;
using System.Globalization;

namespace WallboxMqtt.Balancer.Units;

/// <summary>Reads a number with an optional unit, as users write it: <c>16 A</c>, <c>11kW</c>, <c>9900</c>.</summary>
internal static class Quantity
{
    private static readonly SearchValues<char> s_number = SearchValues.Create("+-0123456789.");

    /// <summary>
    /// Reads <paramref name="text"/> as an invariant decimal followed by one of <paramref name="units"/>.
    /// Without a unit the factor is 1. Refused: NaN, infinities, exponents, thousands separators, anything after the unit.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<char> text, ReadOnlySpan<(string Unit, double Factor)> units, out double value)
    {
        value = 0;
        text = text.Trim();
        var digits = text.IndexOfAnyExcept(s_number);
        var number = digits < 0 ? text : text[..digits];
        var unit = digits < 0 ? default : text[digits..].Trim();
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (number.Length is 0 or > 20 || !double.TryParse(number, style, CultureInfo.InvariantCulture, out var parsed))
            return false;
        if (unit.IsEmpty)
        {
            value = parsed;
            return true;
        }

        foreach (var (name, factor) in units)
        {
            if (!unit.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            value = parsed * factor;
            return true;
        }

        return false;
    }

    /// <summary>Plain invariant decimal with at most <paramref name="decimals"/> places, never an exponent, never "-0".</summary>
    internal static string Print(double value, int decimals)
    {
        var rounded = Math.Round(value, decimals);
        return (rounded == 0 ? 0 : rounded).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}
