namespace WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

/// <summary>The inverter gave no usable answer; the message says why in one line, and what to do where that is known.</summary>
public sealed class SolarApiException(string message, Exception? inner = null) : Exception(message, inner);
