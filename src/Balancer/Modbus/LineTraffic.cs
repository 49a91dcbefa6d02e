namespace WallboxMqtt.Balancer.Modbus;

/// <summary>What was received on a serial line while this service sent nothing.</summary>
/// <param name="Listened">How long, and with which settings, in words.</param>
/// <param name="Bytes">How many bytes came.</param>
/// <param name="Request">A request of another master; null if none was recognised.</param>
/// <param name="Settings">The settings with which it was received, as in "9600 8E1".</param>
public sealed record LineTraffic(string Listened, int Bytes, OverheardRequest? Request, string Settings);
