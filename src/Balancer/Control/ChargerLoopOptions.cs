using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control;

/// <summary>How one charger is controlled.</summary>
public sealed record ChargerLoopOptions
{
    /// <summary>The configured id.</summary>
    public required string Id { get; init; }

    /// <summary>Its place in the configuration, from 0.</summary>
    public int Index { get; init; }

    /// <summary>How many chargers there are.</summary>
    public int Chargers { get; init; } = 1;

    /// <summary>True if there is no other charger: then the phases that its car draws on count.</summary>
    public bool Alone => Chargers == 1;

    /// <summary>The contract with the grid operator.</summary>
    public required GridCap Cap { get; init; }

    /// <summary>The longest pause between two cycles.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far back the measured voltage is looked at: its highest counts.</summary>
    public TimeSpan RaiseDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whole amperes a phase that the charger offers by itself while no master controls it.</summary>
    public Amperes FailsafeCurrent { get; init; } = new(10);

    /// <summary>After how long it does.</summary>
    public TimeSpan FailsafeTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Spreads the delays between connection attempts.</summary>
    public Random Random { get; init; } = Random.Shared;
}
