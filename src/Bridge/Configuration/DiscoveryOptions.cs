namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>mqtt.discovery</c>.</summary>
/// <param name="Prefix">Home Assistant's discovery prefix.</param>
/// <param name="Style">Which form is published.</param>
internal sealed record DiscoveryOptions(string Prefix = "homeassistant", DiscoveryStyle Style = DiscoveryStyle.Device);
