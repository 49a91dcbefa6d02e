namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>The device answers, and there is no SunSpec map, or another one than expected. Nothing is known of its power.</summary>
public sealed class SunSpecMapException(string message) : Exception(message);
