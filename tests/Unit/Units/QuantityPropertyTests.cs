using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;

namespace WallboxMqtt.Tests.Unit.Units;

/// <summary>What is printed is read again; what is read is a number with a unit and nothing else.</summary>
public sealed class QuantityPropertyTests
{
    private const int Iterations = 10_000;
    private static readonly (string Name, Reader Read, (string Unit, double Factor)[] Units)[] s_quantities =
    [
        ("W", Watts, [("", 1), ("W", 1), ("kW", 1000)]),
        ("A", Amperes, [("", 1), ("A", 1), ("mA", 0.001)]),
        ("V", Volts, [("", 1), ("V", 1), ("kV", 1000)]),
        ("Wh", WattHours, [("", 1), ("Wh", 1), ("kWh", 1000), ("MWh", 1_000_000)]),
    ];

    private static readonly Gen<int> s_quantity = Gen.Int[0, s_quantities.Length - 1];
    private static readonly Gen<string> s_text = Gen.OneOf(Gen.String[Gen.OneOf([.. "0123456789+-.,eE WkVAhmM\t\u00A0N٣\0"]), 0, 12], Gen.String);

    private delegate bool Reader(string text, out double value, out string printed);

    [Fact]
    public void ToString_AnyValue_IsReadAgain() => Gen.Select(s_quantity, Gen.Double[-1e9, 1e9]).Sample((index, value) =>
    {
        var quantity = s_quantities[index];
        quantity.Read(value.ToString("0.#####", CultureInfo.InvariantCulture), out var exact, out var printed);
        Assert.True(quantity.Read(printed, out var again, out var printedAgain), printed);
        Assert.EndsWith(" " + quantity.Name, printed, StringComparison.Ordinal);
        Assert.Equal(exact, again, 0.0501);
        Assert.Equal(printed, printedAgain);
        Assert.DoesNotContain("E", printed, StringComparison.Ordinal);
    }, iter: Iterations);

    [Fact]
    public void TryParse_NumberAndUnit_CountsTheUnit() =>
        Gen.Select(s_quantity, Gen.Int[0, 9], Gen.Int[-1_000_000, 1_000_000], Gen.String[Gen.OneOf(' ', '\t', '\u00A0'), 0, 3], Gen.Bool).Sample((index, any, thousandths, space, upper) =>
        {
            var quantity = s_quantities[index];
            var (unit, factor) = quantity.Units[any % quantity.Units.Length];
            var number = (thousandths / 1000m).ToString(CultureInfo.InvariantCulture);
            Assert.True(quantity.Read($"{space}{number}{space}{(upper ? unit.ToUpperInvariant() : unit.ToLowerInvariant())}{space}", out var value, out _));
            Assert.Equal(thousandths / 1000d * factor, value, Math.Abs(factor) * 1e-9);
        }, iter: Iterations);

    [Fact]
    public void TryParse_AnyText_IsReadWhereItIsANumberWithAUnit() => Gen.Select(s_quantity, s_text).Sample((index, text) =>
    {
        var quantity = s_quantities[index];
        var units = string.Join('|', quantity.Units.Select(unit => unit.Unit));
        var match = Regex.Match(text.Trim(), $@"\A(?<number>[+-]?([0-9]+\.?[0-9]*|\.[0-9]+))\s*({units})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        var expected = match.Success && match.Groups["number"].Length <= 20;
        Assert.Equal(expected, quantity.Read(text, out var value, out _));
        Assert.True(double.IsFinite(value));
    }, iter: Iterations);

    private static bool Watts(string text, out double value, out string printed)
    {
        var read = Balancer.Units.Watts.TryParse(text, out var quantity);
        (value, printed) = (quantity.Value, quantity.ToString());
        return read;
    }

    private static bool Amperes(string text, out double value, out string printed)
    {
        var read = Balancer.Units.Amperes.TryParse(text, out var quantity);
        (value, printed) = (quantity.Value, quantity.ToString());
        return read;
    }

    private static bool Volts(string text, out double value, out string printed)
    {
        var read = Balancer.Units.Volts.TryParse(text, out var quantity);
        (value, printed) = (quantity.Value, quantity.ToString());
        return read;
    }

    private static bool WattHours(string text, out double value, out string printed)
    {
        var read = Balancer.Units.WattHours.TryParse(text, out var quantity);
        (value, printed) = (quantity.Value, quantity.ToString());
        return read;
    }
}
