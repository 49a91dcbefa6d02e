namespace WallboxMqtt.Balancer.Units;

/// <summary>Electric voltage between a phase and neutral, RMS.</summary>
/// <param name="Value">In V.</param>
public readonly record struct Volts(double Value) : IComparable<Volts>
{
    private static readonly (string Unit, double Factor)[] s_units = [("V", 1), ("kV", 1000)];

    /// <summary>0 V.</summary>
    public static Volts Zero => default;

    /// <summary>Reads a number in V or with a unit; false for anything else, NaN and infinities included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Volts quantity)
    {
        var read = Quantity.TryParse(text, s_units, out var value);
        quantity = new Volts(value);
        return read;
    }

    /// <summary>The smaller of two.</summary>
    public static Volts Min(Volts left, Volts right) => left.Value <= right.Value ? left : right;

    /// <summary>The larger of two.</summary>
    public static Volts Max(Volts left, Volts right) => left.Value >= right.Value ? left : right;

    /// <summary>Adds two voltages.</summary>
    public static Volts operator +(Volts left, Volts right) => new(left.Value + right.Value);

    /// <summary>The difference of two voltages.</summary>
    public static Volts operator -(Volts left, Volts right) => new(left.Value - right.Value);

    /// <summary>True if the left one is lower.</summary>
    public static bool operator <(Volts left, Volts right) => left.Value < right.Value;

    /// <summary>True if the left one is higher.</summary>
    public static bool operator >(Volts left, Volts right) => left.Value > right.Value;

    /// <summary>True if the left one is not higher.</summary>
    public static bool operator <=(Volts left, Volts right) => left.Value <= right.Value;

    /// <summary>True if the left one is not lower.</summary>
    public static bool operator >=(Volts left, Volts right) => left.Value >= right.Value;

    /// <inheritdoc />
    public int CompareTo(Volts other) => Value.CompareTo(other.Value);

    /// <summary>For users and logs: at most 1 decimals and the unit, invariant.</summary>
    public override string ToString() => $"{Quantity.Print(Value, 1)} V";
}
