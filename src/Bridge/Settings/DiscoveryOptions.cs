namespace WallboxMqtt.Bridge.Settings;

/// <summary><c>mqtt.discovery</c>.</summary>
/// <param name="Prefix">Home Assistant's discovery prefix.</param>
/// <param name="Style">Which form is published.</param>
internal sealed record DiscoveryOptions(string Prefix = "homeassistant", DiscoveryStyle Style = DiscoveryStyle.Device)
{
    /// <summary>Where people reach the status page, from <c>web</c>; null where it is off or on this machine alone.</summary>
    public Uri? PageUrl { get; init; }
}
