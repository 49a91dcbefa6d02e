namespace WallboxMqtt.Balancer.Control;

/// <summary>How the charger stands to the setpoint that was written on this connection.</summary>
internal enum SetpointState
{
    /// <summary>None is acknowledged.</summary>
    Unwritten,

    /// <summary>One is sent and not acknowledged: it or the one before may be in force.</summary>
    Sent,

    /// <summary>As <see cref="Sent"/>, after a higher one was read back.</summary>
    SentInDoubt,

    /// <summary>Acknowledged, and not contradicted since.</summary>
    Acknowledged,

    /// <summary>Acknowledged after a higher one was read back: only the next read shows whether this write took effect.</summary>
    Doubtful,

    /// <summary>A lower one is read back.</summary>
    Lower,

    /// <summary>A pause reads back as 6, the least that a control pilot can offer, and it charges: it does not pause. To write it again helps nothing.</summary>
    Unpaused,

    /// <summary>A higher one is read back.</summary>
    Higher,
}
