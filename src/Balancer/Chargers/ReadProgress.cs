namespace WallboxMqtt.Balancer.Chargers;

/// <summary>What is left of a cycle's reads.</summary>
public enum ReadProgress
{
    /// <summary>Reads without which the cycle has failed.</summary>
    Steering,

    /// <summary>Reads for people: they may wait for the next cycle.</summary>
    Display,

    /// <summary>Nothing.</summary>
    Done,
}
