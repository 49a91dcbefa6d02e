namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>A <see cref="Setback"/> as it is kept over a restart.</summary>
/// <param name="Times">How often it was left out.</param>
/// <param name="Seconds">For how long it still is, by the time the service runs.</param>
public sealed record SetbackState(int Times, double Seconds);
