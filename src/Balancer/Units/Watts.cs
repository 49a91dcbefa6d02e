namespace WallboxMqtt.Balancer.Units;

/// <summary>Electric power. Signs: consumption and grid import are positive.</summary>
/// <param name="Value">In W.</param>
public readonly record struct Watts(double Value) : IComparable<Watts>
{
    private static readonly (string Unit, double Factor)[] s_units = [("W", 1), ("kW", 1000)];

    /// <summary>0 W.</summary>
    public static Watts Zero => default;

    /// <summary>Reads a number in W or with a unit; false for anything else, NaN and infinities included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Watts quantity)
    {
        var read = Quantity.TryParse(text, s_units, out var value);
        quantity = new Watts(value);
        return read;
    }

    /// <summary>The smaller of two.</summary>
    public static Watts Min(Watts left, Watts right) => left.Value <= right.Value ? left : right;

    /// <summary>The larger of two.</summary>
    public static Watts Max(Watts left, Watts right) => left.Value >= right.Value ? left : right;

    /// <summary>Adds two powers.</summary>
    public static Watts operator +(Watts left, Watts right) => new(left.Value + right.Value);

    /// <summary>The difference of two powers.</summary>
    public static Watts operator -(Watts left, Watts right) => new(left.Value - right.Value);

    /// <summary>True if the left one is lower.</summary>
    public static bool operator <(Watts left, Watts right) => left.Value < right.Value;

    /// <summary>True if the left one is higher.</summary>
    public static bool operator >(Watts left, Watts right) => left.Value > right.Value;

    /// <summary>True if the left one is not higher.</summary>
    public static bool operator <=(Watts left, Watts right) => left.Value <= right.Value;

    /// <summary>True if the left one is not lower.</summary>
    public static bool operator >=(Watts left, Watts right) => left.Value >= right.Value;

    /// <inheritdoc />
    public int CompareTo(Watts other) => Value.CompareTo(other.Value);

    /// <summary>For users and logs: at most 1 decimals and the unit, invariant.</summary>
    public override string ToString() => $"{Quantity.Print(Value, 1)} W";
}
