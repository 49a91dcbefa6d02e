using System.Collections.Immutable;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>One value or control: its topic, its place in the state document and its discovery, declared once.</summary>
internal sealed record Entity
{
    /// <summary>What it belongs to.</summary>
    public required EntityPart Part { get; init; }

    /// <summary>The topic below the part, for example <c>power_l1</c> or <c>balancer/cap</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Home Assistant's component: <c>sensor</c>, <c>binary_sensor</c>, <c>select</c>, ...; null keeps it out of discovery.</summary>
    public string? Component { get; init; }

    /// <summary>The name within the device; null marks the device's main entity.</summary>
    public string? Name { get; init; }

    /// <summary>The payload, or null while the value is not known; the function itself is null for a control without a state.</summary>
    public Func<ReportView, string?>? Value { get; init; }

    /// <summary>How the payload stands in JSON.</summary>
    public PayloadKind Kind { get; init; }

    /// <summary>The topic below the base topic that takes commands; null for none.</summary>
    public string? CommandKey { get; init; }

    /// <summary><c>device_class</c>.</summary>
    public string? DeviceClass { get; init; }

    /// <summary><c>state_class</c>.</summary>
    public string? StateClass { get; init; }

    /// <summary><c>unit_of_measurement</c>.</summary>
    public string? Unit { get; init; }

    /// <summary><c>suggested_display_precision</c>.</summary>
    public int? Precision { get; init; }

    /// <summary><c>icon</c>.</summary>
    public string? Icon { get; init; }

    /// <summary><c>options</c> of an enum sensor or a select.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary><c>event_types</c>: its topic carries events, which are not retained and have no state.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>True for <c>entity_category: diagnostic</c>.</summary>
    public bool Diagnostic { get; init; }

    /// <summary>False hides it until a person wants it.</summary>
    public bool EnabledByDefault { get; init; } = true;

    /// <summary>True if the value is known even while its part is offline, so that only the bridge's status says whether it is available.</summary>
    public bool KnownWhileOffline { get; init; }

    /// <summary>The key of the topic of the same part whose JSON becomes the entity's attributes; null for none.</summary>
    public string? AttributesKey { get; init; }

    /// <summary>Whatever else its discovery needs.</summary>
    public ImmutableArray<EntityOption> More { get; init; } = [];

    /// <summary>The key as part of an identifier.</summary>
    public string ObjectKey => Key.Replace('/', '_');
}
