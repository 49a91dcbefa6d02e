namespace WallboxMqtt.Balancer.Metering;

/// <summary>What is kept of a charging session over a restart.</summary>
/// <param name="Counter">Its energy.</param>
/// <param name="Lasted">The device's session duration when the energy last changed; null if it is unknown.</param>
public sealed record SessionState(CounterState Counter, TimeSpan? Lasted)
{
    /// <summary>Nothing is known.</summary>
    public static SessionState Unknown { get; } = new(CounterState.Unknown, null);
}
