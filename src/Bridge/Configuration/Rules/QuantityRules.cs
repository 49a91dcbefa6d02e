using System.Globalization;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Configuration.Rules;

/// <summary>Quantities with a unit, or plain numbers in A, W, V, s and Hz. NaN, infinities and other units are refused.</summary>
internal static class QuantityRules
{
    private const string OutOfRange = "is out of range";

    /// <summary>A span of time from <paramref name="least"/> to <paramref name="most"/> seconds, both included.</summary>
    internal static ValueRule<TimeSpan> Time(double least, double most, bool whole = false) => new(
        $"{(whole ? "whole seconds, " : "")}{Seconds.Print(TimeSpan.FromSeconds(least))} to {Seconds.Print(TimeSpan.FromSeconds(most))}",
        (text, out span) =>
        {
            if (!Seconds.TryParse(text, out span))
                return "is not a time";
            if (span < TimeSpan.FromSeconds(least) || span > TimeSpan.FromSeconds(most))
                return OutOfRange;
            return whole && span.Ticks % TimeSpan.TicksPerSecond != 0 ? "is not a whole number of seconds" : null;
        });

    /// <summary>More than 0 W, up to <paramref name="most"/>.</summary>
    internal static ValueRule<Watts> Power(Watts most) => new($"more than 0 W, up to {most}", (text, out power) =>
    {
        if (!Watts.TryParse(text, out power))
            return "is not a power";
        return power > Watts.Zero && power <= most ? null : OutOfRange;
    });

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>; <c>measured</c> is null.</summary>
    internal static ValueRule<Volts?> VoltageOrMeasured(Volts least, Volts most) => new(
        $"{least} to {most}, or measured",
        (text, out voltage) =>
        {
            voltage = null;
            if (text.Trim().Equals("measured", StringComparison.OrdinalIgnoreCase))
                return null;
            if (!Volts.TryParse(text, out var volts))
                return "is not a voltage";
            voltage = volts;
            return volts >= least && volts <= most ? null : OutOfRange;
        });

    /// <summary>0 or <paramref name="least"/> to <paramref name="most"/>, whole amperes.</summary>
    internal static ValueRule<Amperes> WholeAmperesOrZero(Amperes least, Amperes most) => new(
        $"0 A, or whole amperes from {least} to {most}",
        (text, out current) =>
        {
            if (!Amperes.TryParse(text, out current))
                return "is not a current";
            if (current != Amperes.Zero && (current < least || current > most))
                return OutOfRange;
            return double.IsInteger(current.Value) ? null : "is not a whole number of amperes";
        });

    /// <summary>A clock in Hz, from <paramref name="least"/> to <paramref name="most"/> MHz.</summary>
    internal static ValueRule<int> Clock(int least, int most) => new($"{least} MHz to {most} MHz", (text, out hertz) =>
    {
        hertz = 0;
        ReadOnlySpan<(string Unit, double Factor)> units = [("MHz", 1_000_000), ("kHz", 1000), ("Hz", 1)];
        var number = text.AsSpan().Trim();
        var factor = 1d;
        foreach (var (unit, times) in units)
        {
            if (!number.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
                continue;
            number = number[..^unit.Length].TrimEnd();
            factor = times;
            break;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (number.Length is 0 or > 20 || !double.TryParse(number, style, CultureInfo.InvariantCulture, out var value) || double.IsNaN(value))
            return "is not a frequency";
        value *= factor;
        if (value < least * 1e6 || value > most * 1e6)
            return OutOfRange;
        hertz = (int)Math.Round(value);
        return null;
    });
}
