namespace WallboxMqtt.Simulator.SunSpec;

/// <summary>How an inverter is seen by Modbus.</summary>
public sealed record SunSpecSymoOptions
{
    /// <summary>Its unit.</summary>
    public byte Unit { get; init; } = 1;

    /// <summary>The meter's unit; null for none.</summary>
    public byte? MeterUnit { get; init; } = 240;

    /// <summary>Floating point; otherwise integers with scale factors.</summary>
    public bool Float { get; init; }

    /// <summary>Length of the common model, 65 or 66.</summary>
    public int CommonLength { get; init; } = 65;

    /// <summary>What units that are not there answer: an exception (11, gateway target did not respond), or silence where null.</summary>
    public byte? AbsentUnit { get; init; } = 11;
}
