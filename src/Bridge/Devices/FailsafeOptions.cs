using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Devices;

/// <summary><c>chargers[n].failsafe</c>: what the wallbox does when it is not steered.</summary>
internal sealed record FailsafeOptions
{
    /// <summary><c>current</c>: 0 or 6 to 32 whole amperes; all chargers' together must not exceed the cap.</summary>
    public Amperes Current { get; init; } = new(10);

    /// <summary><c>timeout</c>: whole seconds, 6 to 600.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary><c>write</c>: false verifies and warns only.</summary>
    public bool Write { get; init; } = true;
}
