using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters;

/// <summary>What a meter at the grid connection measures. Import is positive.</summary>
public sealed record MeterReading
{
    /// <summary>Which source brought it: <c>ftp</c>, <c>solarApi</c>, ...</summary>
    public required string Source { get; init; }

    /// <summary>Power of all phases.</summary>
    public required Watts Power { get; init; }

    /// <summary>Current of each phase with the sign of its power; null unless the meter reports all phases.</summary>
    public PhaseValues<Amperes>? Current { get; init; }

    /// <summary>When it arrived, on the monotonic clock.</summary>
    public required long ArrivedAt { get; init; }
}
