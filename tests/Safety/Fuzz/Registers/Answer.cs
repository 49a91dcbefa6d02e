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

    /// <summary>In no order that Modbus TCP knows, but to this request by its form, on a connection that has seen no answer in order: may be taken, or the connection is dropped.</summary>
    Odd,

    /// <summary>Not whole, or not there in time: the connection may be dropped.</summary>
    Silence,

    /// <summary>Anything else: the connection must be dropped.</summary>
    Wrong,
}
