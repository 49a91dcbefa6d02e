namespace WallboxMqtt.Balancer.Inverters;

/// <summary>What is known of the inverter at this moment.</summary>
public enum InverterStatus
{
    /// <summary>Nothing was received since the start.</summary>
    Missing,

    /// <summary>The last reading is accepted and young enough.</summary>
    Ok,

    /// <summary>As <see cref="Ok"/>, but the inverter sleeps: 0 W.</summary>
    Night,

    /// <summary>The last accepted reading is older than maxAge, or may be (<see cref="Plant.PlantState.Distrust"/>): 0 W.</summary>
    Stale,

    /// <summary>The last reading was complete but not credible: 0 W.</summary>
    Invalid,
}
