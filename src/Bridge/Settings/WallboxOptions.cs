using System.Collections.Immutable;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>The whole of <c>wallbox-mqtt.yaml</c>, checked: every value is within what is allowed.</summary>
internal sealed record WallboxOptions
{
    /// <summary><c>grid</c>.</summary>
    public required GridCap Grid { get; init; }

    /// <summary><c>grid.meterLimit</c> and what belongs to it; null for no guard.</summary>
    public MeterLimit? MeterLimit { get; init; }

    /// <summary><c>inverter</c>.</summary>
    public required InverterOptions Inverter { get; init; }

    /// <summary><c>chargers</c>; one or more, ids unique.</summary>
    public required ImmutableArray<ChargerOptions> Chargers { get; init; }

    /// <summary><c>policy</c>.</summary>
    public PolicyOptions Policy { get; init; } = new();

    /// <summary><c>mqtt</c>.</summary>
    public MqttOptions Mqtt { get; init; } = new();

    /// <summary><c>web</c>; null switches the page off.</summary>
    public WebOptions? Web { get; init; } = new();

    /// <summary><c>lcd</c>.</summary>
    public LcdOptions Lcd { get; init; } = new();

    /// <summary><c>stateDirectory</c>: where the last commanded mode is kept.</summary>
    public string StateDirectory { get; init; } = "/var/lib/wallbox-mqtt";
}
