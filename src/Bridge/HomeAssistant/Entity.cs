using WallboxMqtt.Balancer.Control;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>One topic, and what Home Assistant makes of it.</summary>
internal sealed record Entity
{
    /// <summary>Which device.</summary>
    public required EntityGroup Group { get; init; }

    /// <summary>The topic below the group's: <c>power</c>; for the bridge below the base topic: <c>balancer/allowance</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The value in a report; null where it is not known. The charger is null for other groups.</summary>
    public required Func<CycleReport, ChargerReport?, EntityValue?> Value { get; init; }

    /// <summary>Home Assistant's component: <c>sensor</c>, <c>binary_sensor</c>, <c>select</c>; null for a topic without an entity.</summary>
    public string? Component { get; init; }

    /// <summary>Name relative to its device.</summary>
    public string? Name { get; init; }

    /// <summary>Home Assistant's device class.</summary>
    public string? DeviceClass { get; init; }

    /// <summary>Home Assistant's state class.</summary>
    public string? StateClass { get; init; }

    /// <summary>Unit of measurement.</summary>
    public string? Unit { get; init; }

    /// <summary>Decimals that Home Assistant shows.</summary>
    public int? Precision { get; init; }

    /// <summary>Material design icon, where the device class has none that fits.</summary>
    public string? Icon { get; init; }

    /// <summary>True for what explains rather than informs.</summary>
    public bool Diagnostic { get; init; }

    /// <summary>False for detail that few want in their database.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>All words of an enumeration.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>True where it tells something even while its part is offline.</summary>
    public bool OutlivesPart { get; init; }
}
