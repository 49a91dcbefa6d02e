namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>How often the driver reads a register.</summary>
public enum ReadPace
{
    /// <summary>Never by itself: written only, or optional, where some firmware answers a read with a reset of the connection.</summary>
    OnDemand,

    /// <summary>Each cycle: steering depends on it, and a cycle without it has failed.</summary>
    Steering,

    /// <summary>Each cycle while time permits: for people.</summary>
    Display,

    /// <summary>Once a connection and every 10 minutes.</summary>
    Slow,
}
