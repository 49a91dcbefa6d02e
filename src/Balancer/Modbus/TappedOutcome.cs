namespace WallboxMqtt.Balancer.Modbus;

/// <summary>What a <see cref="ModbusTap"/> saw.</summary>
public enum TappedOutcome
{
    /// <summary>A connection was opened.</summary>
    Connected,

    /// <summary>A connection was refused.</summary>
    Refused,

    /// <summary>An answer came.</summary>
    Answered,

    /// <summary>No answer came in time, or it was no longer awaited.</summary>
    Silent,

    /// <summary>The connection ended or broke.</summary>
    Closed,
}
