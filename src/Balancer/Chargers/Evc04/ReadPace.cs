namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>How often the driver reads a register. <see cref="ReadPaces"/> has the times.</summary>
public enum ReadPace
{
    /// <summary>Never by itself: written only, for users only, or optional, where some firmware answers a read with a reset of the connection.</summary>
    OnDemand,

    /// <summary>The setpoint: read back by the control cycle itself.</summary>
    Setpoint,

    /// <summary>Each round: the policy uses it.</summary>
    Policy,

    /// <summary>Each round where the box is fast enough: users look at it first, the policy does not.</summary>
    State,

    /// <summary>The box's own clock: it must move.</summary>
    Clock,

    /// <summary>One of these a round, in turn: limits, counters, and what only users read.</summary>
    Display,

    /// <summary>Texts: once a connection and every 10 minutes.</summary>
    Text,
}
