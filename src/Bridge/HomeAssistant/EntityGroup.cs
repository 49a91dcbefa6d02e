namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>Which of Home Assistant's devices an entity belongs to.</summary>
internal enum EntityGroup
{
    /// <summary>The bridge itself: mode, limit, the balancer's decision.</summary>
    Bridge,

    /// <summary>The inverter.</summary>
    Inverter,

    /// <summary>Each charger.</summary>
    Charger,
}
