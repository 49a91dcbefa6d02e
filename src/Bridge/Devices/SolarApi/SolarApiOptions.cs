namespace WallboxMqtt.Bridge.Devices.SolarApi;

/// <summary><c>inverter.solarApi</c>: the service asks the inverter.</summary>
/// <param name="Url">http address of the inverter.</param>
/// <param name="Interval">4 s or more (Fronius' own limit).</param>
internal sealed record SolarApiOptions(Uri Url, TimeSpan Interval);
