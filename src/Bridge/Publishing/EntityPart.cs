namespace WallboxMqtt.Bridge.Publishing;

/// <summary>What an entity belongs to; each part is a device in Home Assistant, the charger once for each charger.</summary>
internal enum EntityPart
{
    /// <summary>This software: mode, limit and the balancer's decision. Topics stand directly below the base topic.</summary>
    Bridge,

    /// <summary>The inverter: topics below <c>inverter/</c>.</summary>
    Inverter,

    /// <summary>A charger: topics below its id.</summary>
    Charger,
}
