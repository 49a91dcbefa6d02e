using System.Text.Json.Nodes;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>What Home Assistant wants of a device discovery document; one fault at document level loses every entity.</summary>
internal static class DiscoveryRules
{
    private static readonly string[] s_rootKeys = ["dev", "o", "cmps"];

    private static readonly Dictionary<string, string[]> s_units = new()
    {
        ["power"] = ["W", "kW"],
        ["energy"] = ["Wh", "kWh"],
        ["current"] = ["A", "mA"],
        ["voltage"] = ["V"],
        ["duration"] = ["s"],
    };

    /// <summary>Every fault in words.</summary>
    internal static IEnumerable<string> Faults(JsonObject document)
    {
        foreach (var (key, _) in document)
        {
            if (!s_rootKeys.Contains(key))
                yield return $"unknown root key {key}";
        }

        if (document["o"]?["name"] is null)
            yield return "no origin name";
        if (document["dev"]?["identifiers"] is not JsonArray { Count: > 0 })
            yield return "no identifiers";
        var ids = new HashSet<string>();
        foreach (var (key, node) in document["cmps"]?.AsObject() ?? [])
        {
            foreach (var fault in ComponentFaults(node!.AsObject(), ids))
                yield return $"{key}: {fault}";
        }
    }

    private static IEnumerable<string> ComponentFaults(JsonObject component, HashSet<string> ids)
    {
        var platform = (string?)component["p"];
        var deviceClass = (string?)component["device_class"];
        var unit = (string?)component["unit_of_measurement"];
        var stateClass = (string?)component["state_class"];
        if (platform is null)
            yield return "no platform";
        if ((string?)component["unique_id"] is not { } id || !ids.Add(id))
            yield return "unique_id missing or not unique";
        if (component.ContainsKey("object_id"))
            yield return "object_id is gone";
        if ((string?)component["default_entity_id"] is not { } entityId || !entityId.StartsWith(platform + ".", StringComparison.Ordinal))
            yield return "default_entity_id does not begin with the platform";
        if (component.ContainsKey("availability") && (component.ContainsKey("availability_topic") || component.ContainsKey("avty_t")))
            yield return "both forms of availability";
        if (component.ContainsKey("retain"))
            yield return "retain on a command";
        if (platform is "sensor" or "binary_sensor" && (string?)component["entity_category"] is not (null or "diagnostic"))
            yield return "entity_category";
        if (deviceClass == "enum" && (component["options"] is null || unit is not null || stateClass is not null))
            yield return "enum needs options, and has no unit or state_class";
        if (deviceClass is not null && s_units.TryGetValue(deviceClass, out var units) && !units.Contains(unit))
            yield return $"unit {unit} of {deviceClass}";
        if (deviceClass == "energy" && stateClass is not ("total" or "total_increasing"))
            yield return "energy needs total or total_increasing";
        if (deviceClass == "power" && stateClass != "measurement")
            yield return "power needs measurement";
        if (platform == "select" && component["options"]!.AsArray().Any(option => string.Equals((string?)option, "none", StringComparison.OrdinalIgnoreCase)))
            yield return "none is a reserved word";
    }
}
