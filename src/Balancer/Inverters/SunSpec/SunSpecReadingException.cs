namespace WallboxMqtt.Balancer.Inverters.SunSpec;

/// <summary>The answer is whole and not credible.</summary>
public sealed class SunSpecReadingException(string message) : Exception(message);
