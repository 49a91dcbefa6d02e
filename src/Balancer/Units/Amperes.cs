namespace WallboxMqtt.Balancer.Units;

/// <summary>Electric current a phase, RMS.</summary>
/// <param name="Value">In A.</param>
public readonly record struct Amperes(double Value) : IComparable<Amperes>
{
    private static readonly (string Unit, double Factor)[] s_units = [("A", 1), ("mA", 0.001)];

    /// <summary>0 A.</summary>
    public static Amperes Zero => default;

    /// <summary>Reads a number in A or with a unit; false for anything else, NaN and infinities included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Amperes quantity)
    {
        var read = Quantity.TryParse(text, s_units, out var value);
        quantity = new Amperes(value);
        return read;
    }

    /// <summary>The smaller of two.</summary>
    public static Amperes Min(Amperes left, Amperes right) => left.Value <= right.Value ? left : right;

    /// <summary>The larger of two.</summary>
    public static Amperes Max(Amperes left, Amperes right) => left.Value >= right.Value ? left : right;

    /// <summary>Adds two currents.</summary>
    public static Amperes operator +(Amperes left, Amperes right) => new(left.Value + right.Value);

    /// <summary>The difference of two currents.</summary>
    public static Amperes operator -(Amperes left, Amperes right) => new(left.Value - right.Value);

    /// <summary>True if the left one is lower.</summary>
    public static bool operator <(Amperes left, Amperes right) => left.Value < right.Value;

    /// <summary>True if the left one is higher.</summary>
    public static bool operator >(Amperes left, Amperes right) => left.Value > right.Value;

    /// <summary>True if the left one is not higher.</summary>
    public static bool operator <=(Amperes left, Amperes right) => left.Value <= right.Value;

    /// <summary>True if the left one is not lower.</summary>
    public static bool operator >=(Amperes left, Amperes right) => left.Value >= right.Value;

    /// <inheritdoc />
    public int CompareTo(Amperes other) => Value.CompareTo(other.Value);

    /// <summary>For users and logs: at most 2 decimals and the unit, invariant.</summary>
    public override string ToString() => $"{Quantity.Print(Value, 2)} A";
}
