namespace WallboxMqtt.Balancer.Policy;

/// <summary>What a person wants of the wallbox.</summary>
public enum ChargingMode
{
    /// <summary>0 A.</summary>
    Off = 0,

    /// <summary>The cap alone.</summary>
    Fixed = 1,

    /// <summary>The cap and what the sun delivers now.</summary>
    PvBoost = 2,
}
