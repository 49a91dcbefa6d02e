namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>How a point stands in its registers (SunSpec Device Information Model Specification V1.1, section 4), and what means "not implemented".</summary>
public enum SunSpecType
{
    /// <summary>Signed, one register; 0x8000 is none.</summary>
    Int16,

    /// <summary>A number out of a few, one register; 0xFFFF is none.</summary>
    Enum16,

    /// <summary>A counter, two registers, the high word first; 0 is none, 0x80000000 and 0xFFFFFFFF are taken so, too.</summary>
    Acc32,

    /// <summary>IEEE 754, two registers, the high word first; any NaN is none.</summary>
    Float32,
}
