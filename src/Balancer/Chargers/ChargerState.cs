namespace WallboxMqtt.Balancer.Chargers;

/// <summary>OCPP 1.6 connector states (ChargePointStatus); the numbers are those of the vendor's register 1000.</summary>
public enum ChargerState
{
    /// <summary>No car.</summary>
    Available = 0,

    /// <summary>A car is plugged in, and does not charge yet.</summary>
    Preparing = 1,

    /// <summary>Energy flows.</summary>
    Charging = 2,

    /// <summary>The wallbox pauses.</summary>
    SuspendedEvse = 3,

    /// <summary>The car pauses: it is full, or waits.</summary>
    SuspendedEv = 4,

    /// <summary>The session ends; the car is still plugged in.</summary>
    Finishing = 5,

    /// <summary>Kept for one user.</summary>
    Reserved = 6,

    /// <summary>Not to be used.</summary>
    Unavailable = 7,

    /// <summary>A fault of its own.</summary>
    Faulted = 8,
}
