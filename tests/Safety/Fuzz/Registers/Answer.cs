namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>What an answer is, by the rules of Modbus alone.</summary>
internal enum Answer
{
    /// <summary>None was asked for yet.</summary>
    None,

    /// <summary>To this request, and whole.</summary>
    Right,

    /// <summary>A refusal of this request.</summary>
    Refusal,

    /// <summary>Anything else, nothing at all, or too late: the connection must be dropped.</summary>
    Wrong,
}
