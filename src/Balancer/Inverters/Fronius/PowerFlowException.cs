namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>A whole JSON document that is not a power flow; the message names the member, what was found and what is allowed.</summary>
public sealed class PowerFlowException(string message) : Exception(message);
