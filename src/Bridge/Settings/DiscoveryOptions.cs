namespace WallboxMqtt.Bridge.Settings;

/// <summary><c>mqtt.discovery</c>.</summary>
/// <param name="Prefix">Home Assistant's discovery prefix.</param>
/// <param name="Style">Which form is published.</param>
internal sealed record DiscoveryOptions(string Prefix = "homeassistant", DiscoveryStyle Style = DiscoveryStyle.Device)
{
    /// <summary>Where users reach the status page, from <c>web</c>; null if it is off or on this machine alone.</summary>
    public Uri? PageUrl { get; init; }
}
