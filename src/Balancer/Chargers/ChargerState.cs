namespace WallboxMqtt.Balancer.Chargers;

/// <summary>OCPP 1.6 connector states; the numbers are those of the vendor's register 1000.</summary>
public enum ChargerState
{
    Available = 0,
    Preparing = 1,
    Charging = 2,
    SuspendedEvse = 3,
    SuspendedEv = 4,
    Finishing = 5,
    Reserved = 6,
    Unavailable = 7,
    Faulted = 8,
}
