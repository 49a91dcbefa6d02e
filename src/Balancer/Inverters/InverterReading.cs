using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters;

/// <summary>One accepted answer of the inverter.</summary>
public sealed record InverterReading
{
    /// <summary>Which source brought it: <c>ftp</c>, <c>solarApi</c>, ...</summary>
    public required string Source { get; init; }

    /// <summary>AC power of all inverters, 0 or more.</summary>
    public required Watts Power { get; init; }

    /// <summary>True if the inverter sleeps: nothing listed, or power and PV power unknown.</summary>
    public bool Night { get; init; }

    /// <summary>When it arrived, on the monotonic clock (<see cref="TimeProvider.GetTimestamp"/>): the only clock that judges its age.</summary>
    public required long ArrivedAt { get; init; }

    /// <summary>The time of the inverter's own clock; shown to users, used only to detect a repeated reading.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Power at the grid connection, import positive; null if no meter reports it.</summary>
    public Watts? GridPower { get; init; }

    /// <summary>What the house consumes, positive; null if no meter reports it.</summary>
    public Watts? LoadPower { get; init; }

    /// <summary>Energy since commissioning; null if the inverter does not say.</summary>
    public WattHours? EnergyTotal { get; init; }

    /// <summary>Energy since midnight; null if the inverter does not say (GEN24).</summary>
    public WattHours? EnergyDay { get; init; }
}
