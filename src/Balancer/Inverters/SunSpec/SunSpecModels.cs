using System.Collections.Immutable;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>
/// The models that are read (SunSpec's model definitions 101 to 103, 111 to 113, 201 to 204 and 211 to 214, which are also Fronius'
/// register maps). Offsets count from the header. <c>W</c> of an inverter is what it delivers, of a meter what is imported.
/// </summary>
public static class SunSpecModels
{
    /// <summary>Inverters, integers with scale factors.</summary>
    public static SunSpecModel IntegerInverter { get; } = new(101, 103, 50, new("W", 14, SunSpecType.Int16, 15, "W"))
    {
        Energy = new("WH", 24, SunSpecType.Acc32, 26, "Wh"),
        State = new("St", 38, SunSpecType.Enum16, null, null),
    };

    /// <summary>Inverters, floating point.</summary>
    public static SunSpecModel FloatInverter { get; } = new(111, 113, 60, new("W", 22, SunSpecType.Float32, null, "W"))
    {
        Energy = new("WH", 32, SunSpecType.Float32, null, "Wh"),
        State = new("St", 48, SunSpecType.Enum16, null, null),
    };

    /// <summary>Meters, integers with scale factors.</summary>
    public static SunSpecModel IntegerMeter { get; } = new(201, 204, 105, new("W", 18, SunSpecType.Int16, 22, "W"))
    {
        PhaseCurrents = [new("AphA", 3, SunSpecType.Int16, 6, "A"), new("AphB", 4, SunSpecType.Int16, 6, "A"), new("AphC", 5, SunSpecType.Int16, 6, "A")],
        PhasePowers = [new("WphA", 19, SunSpecType.Int16, 22, "W"), new("WphB", 20, SunSpecType.Int16, 22, "W"), new("WphC", 21, SunSpecType.Int16, 22, "W")],
    };

    /// <summary>Meters, floating point.</summary>
    public static SunSpecModel FloatMeter { get; } = new(211, 214, 124, new("W", 28, SunSpecType.Float32, null, "W"))
    {
        PhaseCurrents = [new("AphA", 4, SunSpecType.Float32, null, "A"), new("AphB", 6, SunSpecType.Float32, null, "A"), new("AphC", 8, SunSpecType.Float32, null, "A")],
        PhasePowers = [new("WphA", 30, SunSpecType.Float32, null, "W"), new("WphB", 32, SunSpecType.Float32, null, "W"), new("WphC", 34, SunSpecType.Float32, null, "W")],
    };

    /// <summary>All of inverters.</summary>
    public static ImmutableArray<SunSpecModel> Inverters { get; } = [IntegerInverter, FloatInverter];

    /// <summary>All of meters.</summary>
    public static ImmutableArray<SunSpecModel> Meters { get; } = [IntegerMeter, FloatMeter];
}
