namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>The rules for what an entity can be: options, ranges, device classes, units.</summary>
internal sealed partial class EntityRules
{
    private void CheckValues()
    {
        Must(platform != "select" || Words("options").Length > 0, "select without options");
        Must(platform != "select" || !Words("options").Contains("none", StringComparer.OrdinalIgnoreCase), "select option none is reserved");
        Must(platform != "event" || Words("event_types").Length > 0, "event without event_types");
        Must(platform != "number" || Number("min") < Number("max"), "min is not below max");
        Must(platform != "number" || Number("step") is null or > 0, "step is not above 0");
        Must(platform != "binary_sensor" || Text("payload_on") is null || Text("payload_on") != Text("payload_off"), "payload_on is payload_off");
        Must(Number("suggested_display_precision") is null or >= 0, "suggested_display_precision is negative");
        var deviceClass = Text("device_class");
        if (deviceClass is null)
            return;
        Must(!DiscoveryTables.DeviceClasses.TryGetValue(platform, out var classes) || classes.Contains(deviceClass), $"unknown device_class {deviceClass}");
        if (platform is not ("sensor" or "number") || deviceClass == "enum")
            return;
        if (DiscoveryTables.Units.TryGetValue(deviceClass, out var units))
            Must(units.Contains(Text("unit_of_measurement") ?? string.Empty), $"unit of {deviceClass}");
        else
            Must(false, $"unknown device_class {deviceClass}");
    }

    private void CheckSensor()
    {
        var stateClass = Text("state_class");
        if (Text("device_class") == "enum")
        {
            Must(Words("options").Length > 0, "enum without options");
            Must(Text("unit_of_measurement") is null && stateClass is null, "enum with unit or state_class");
            return;
        }

        Must(!Has("options"), "options on what is no enum");
        if (Text("device_class") is { } deviceClass && DiscoveryTables.StateClasses.TryGetValue(deviceClass, out var classes))
            Must(classes.Contains(stateClass ?? string.Empty), $"state_class of {deviceClass}");
        else
            Must(stateClass is null || DiscoveryTables.AllStateClasses.Contains(stateClass), $"unknown state_class {stateClass}");
    }
}
