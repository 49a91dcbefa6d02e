namespace WallboxMqtt.Balancer.Units;

/// <summary>Electric energy.</summary>
/// <param name="Value">In Wh.</param>
public readonly record struct WattHours(double Value) : IComparable<WattHours>
{
    private static readonly (string Unit, double Factor)[] s_units = [("Wh", 1), ("kWh", 1000), ("MWh", 1_000_000)];

    /// <summary>0 Wh.</summary>
    public static WattHours Zero => default;

    /// <summary>Reads a number in Wh or with a unit; false for anything else, NaN and infinities included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out WattHours quantity)
    {
        var read = Quantity.TryParse(text, s_units, out var value);
        quantity = new WattHours(value);
        return read;
    }

    /// <summary>The smaller of two.</summary>
    public static WattHours Min(WattHours left, WattHours right) => left.Value <= right.Value ? left : right;

    /// <summary>The larger of two.</summary>
    public static WattHours Max(WattHours left, WattHours right) => left.Value >= right.Value ? left : right;

    /// <summary>Adds two energies.</summary>
    public static WattHours operator +(WattHours left, WattHours right) => new(left.Value + right.Value);

    /// <summary>The difference of two energies.</summary>
    public static WattHours operator -(WattHours left, WattHours right) => new(left.Value - right.Value);

    /// <summary>True if the left one is lower.</summary>
    public static bool operator <(WattHours left, WattHours right) => left.Value < right.Value;

    /// <summary>True if the left one is higher.</summary>
    public static bool operator >(WattHours left, WattHours right) => left.Value > right.Value;

    /// <summary>True if the left one is not higher.</summary>
    public static bool operator <=(WattHours left, WattHours right) => left.Value <= right.Value;

    /// <summary>True if the left one is not lower.</summary>
    public static bool operator >=(WattHours left, WattHours right) => left.Value >= right.Value;

    /// <inheritdoc />
    public int CompareTo(WattHours other) => Value.CompareTo(other.Value);

    /// <summary>For users and logs: at most 1 decimals and the unit, invariant.</summary>
    public override string ToString() => $"{Quantity.Print(Value, 1)} Wh";
}
