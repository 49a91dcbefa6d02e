using System.Globalization;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;

namespace WallboxMqtt.Bridge.Configuration.Rules;

/// <summary>Whole numbers.</summary>
internal static class NumberRules
{
    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    internal static ValueRule<int> Whole(int least, int most) => new($"{least} to {most}", (text, out number) =>
    {
        if (!TryParse(text, out number))
            return "is not a whole number";
        return number >= least && number <= most ? null : "is out of range";
    });

    /// <summary>A Modbus unit from 1 to <paramref name="most"/>.</summary>
    internal static ValueRule<byte> Unit(byte most) => new($"1 to {most}", (text, out unit) =>
    {
        var complaint = Whole(1, most).Read(text, out var number);
        unit = complaint is null ? (byte)number : (byte)0;
        return complaint;
    });

    /// <summary>Two whole numbers, <c>[x, y]</c>, 0 to <paramref name="mostX"/> and 0 to <paramref name="mostY"/>.</summary>
    internal static ValueRule<(int X, int Y)> Pair(int mostX, int mostY) => new($"[0 to {mostX}, 0 to {mostY}]", (text, out pair) =>
    {
        pair = default;
        var parts = text.Trim().Trim('[', ']').Split(',');
        if (parts.Length != 2 || !TryParse(parts[0], out var x) || !TryParse(parts[1], out var y))
            return "is not a pair of whole numbers";
        pair = (x, y);
        return x >= 0 && x <= mostX && y >= 0 && y <= mostY ? null : "is out of range";
    })
    {
        TakesList = true,
    };

    /// <summary>The numbers 1, 2 and 3 in any order, <c>[2, 3, 1]</c>.</summary>
    internal static ValueRule<PhaseValues<int>> PhaseOrder { get; } = new("[1, 2, 3] in any order", (text, out order) =>
    {
        order = default;
        var parts = text.Trim().Trim('[', ']').Split(',');
        if (parts.Length != 3 || !TryParse(parts[0], out var l1) || !TryParse(parts[1], out var l2) || !TryParse(parts[2], out var l3))
            return "is not a list of three whole numbers";
        order = new PhaseValues<int>(l1, l2, l3);
        return new[] { l1, l2, l3 }.Order().SequenceEqual([1, 2, 3]) ? null : "does not name each phase once";
    })
    {
        TakesList = true,
    };

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
