namespace WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

/// <summary>Which inverter is asked, and how often.</summary>
/// <param name="Url">http address of the inverter.</param>
/// <param name="Interval">4 s or more (Fronius' own limit).</param>
public sealed record SolarApiOptions(Uri Url, TimeSpan Interval);
