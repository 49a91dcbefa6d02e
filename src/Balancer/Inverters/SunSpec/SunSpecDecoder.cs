using System.Buffers.Binary;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>Makes figures of a model's registers, header included, two bytes each, high byte first.</summary>
public static class SunSpecDecoder
{
    private const int HighestScale = 10;

    // Beyond these stands no house's connection, but a fault of the reading.
    private const double HighestPower = 1e6;
    private const double HighestCurrent = 1e4;
    private const double HighestEnergy = 1e12;

    // Operating states (SunSpec models 101 to 113, point St).
    private const int Off = 1;
    private const int Sleeping = 2;
    private const int Fault = 7;

    private static readonly double[] s_powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];

    /// <summary>An inverter's figures.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="block">At least the model's registers.</param>
    /// <exception cref="SunSpecReadingException">Not credible.</exception>
    public static InverterFigures Inverter(SunSpecModel model, ReadOnlySpan<byte> block)
    {
        var power = Number(block, model.Power);
        var energy = Number(block, model.Energy!);
        var state = Number(block, model.State!);
        if (energy is < 0 or > HighestEnergy)
            throw new SunSpecReadingException($"WH is {energy:g6} Wh; allowed: 0 Wh to {HighestEnergy:g6} Wh");

        // Between waking and working some firmware answers with zeros, its counter included, and calls it a fault.
        if (state is Fault && power is 0 && energy is null or 0)
            throw new SunSpecReadingException("operating state 7 (fault) and nothing but zeros");
        var night = power is null || state is Off or Sleeping;
        return new InverterFigures(new Watts(night ? 0 : power!.Value), energy is > 0 ? new WattHours(energy.Value) : null, night);
    }

    /// <summary>A meter's figures.</summary>
    /// <inheritdoc cref="Inverter" />
    public static MeterFigures Meter(SunSpecModel model, ReadOnlySpan<byte> block)
    {
        var power = Number(block, model.Power) ?? throw new SunSpecReadingException("the meter's W is not implemented");
        if (Math.Abs(power) > HighestPower)
            throw new SunSpecReadingException($"the meter's W is {power:g6} W; allowed: {-HighestPower:g6} W to {HighestPower:g6} W");
        return new MeterFigures(
            new Watts(power),
            Current(model, block, 0) is { } l1 && Current(model, block, 1) is { } l2 && Current(model, block, 2) is { } l3
                ? new PhaseValues<Amperes>(l1, l2, l3)
                : null);
    }

    /// <summary>A point's value in its unit; null if the device does not implement it.</summary>
    /// <param name="block">The model's registers.</param>
    /// <param name="point">Which.</param>
    /// <exception cref="SunSpecReadingException">Infinite, or its scale factor is none.</exception>
    public static double? Number(ReadOnlySpan<byte> block, SunSpecPoint point)
    {
        var at = block[(point.Offset * 2)..];
        return point.Type switch
        {
            SunSpecType.Int16 => BinaryPrimitives.ReadInt16BigEndian(at) is var number && number == short.MinValue ? null : Scaled(block, point, number),
            SunSpecType.Enum16 => BinaryPrimitives.ReadUInt16BigEndian(at) is var number && number == ushort.MaxValue ? null : number,
            SunSpecType.Acc32 => BinaryPrimitives.ReadUInt32BigEndian(at) is var count && count is 0 or 0x80000000 or uint.MaxValue ? null : Scaled(block, point, count),
            SunSpecType.Float32 => BinaryPrimitives.ReadSingleBigEndian(at) is var real && float.IsNaN(real) ? null
                : float.IsFinite(real) ? real
                : throw new SunSpecReadingException($"{point.Name} is infinite"),
        };
    }

    /// <summary>A text: printable ASCII up to the first NUL, ends trimmed. Null if nothing is left.</summary>
    public static string? Text(ReadOnlySpan<byte> registers)
    {
        var end = registers.IndexOf((byte)0);
        Span<char> letters = stackalloc char[registers.Length];
        var length = 0;
        foreach (var b in end < 0 ? registers : registers[..end])
        {
            if (b is >= 0x20 and < 0x7F)
                letters[length++] = (char)b;
        }

        var text = letters[..length].Trim();
        return text.IsEmpty ? null : text.ToString();
    }

    // Some meters give unsigned currents, some signed ones: in both cases the phase's power shows which way it flows.
    private static Amperes? Current(SunSpecModel model, ReadOnlySpan<byte> block, int phase)
    {
        if (Number(block, model.PhaseCurrents[phase]) is not { } current || Number(block, model.PhasePowers[phase]) is not { } power)
            return null;
        if (Math.Abs(current) > HighestCurrent)
            throw new SunSpecReadingException($"the meter's {model.PhaseCurrents[phase].Name} is {current:g6} A; allowed: up to {HighestCurrent:g6} A");
        return new Amperes(power < 0 ? -Math.Abs(current) : Math.Abs(current));
    }

    private static double Scaled(ReadOnlySpan<byte> block, SunSpecPoint point, double number)
    {
        var scale = BinaryPrimitives.ReadInt16BigEndian(block[(point.ScaleOffset!.Value * 2)..]);
        if (scale is < -HighestScale or > HighestScale)
        {
            throw new SunSpecReadingException(scale == short.MinValue
                ? $"the scale factor of {point.Name} is not implemented"
                : $"the scale factor of {point.Name} is {scale}; allowed: -{HighestScale} to {HighestScale}");
        }

        return scale < 0 ? number / s_powersOfTen[-scale] : number * s_powersOfTen[scale];
    }
}
