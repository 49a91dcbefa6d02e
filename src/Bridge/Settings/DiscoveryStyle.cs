namespace WallboxMqtt.Bridge.Settings;

/// <summary>The form of Home Assistant's discovery messages.</summary>
internal enum DiscoveryStyle
{
    /// <summary>One message a device.</summary>
    Device,

    /// <summary>One message an entity, for older openHAB.</summary>
    Component,

    /// <summary>None.</summary>
    Off,
}
