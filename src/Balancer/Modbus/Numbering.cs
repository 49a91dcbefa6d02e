namespace WallboxMqtt.Balancer.Modbus;

/// <summary>How answers are numbered.</summary>
internal enum Numbering
{
    /// <summary>As their requests, as Modbus TCP has it.</summary>
    Ours,

    /// <summary>Otherwise; one answer does not show how.</summary>
    Other,

    /// <summary>All with the same number.</summary>
    Constant,

    /// <summary>Each one higher than the previous one.</summary>
    Counting,
}
