using System.Text.Json;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>The rules that Home Assistant holds discovery messages to; each broken rule is one line.</summary>
internal static class DiscoveryValidator
{
    private static readonly HashSet<string> s_rootKeys = ["dev", "o", "cmps", "availability", "availability_mode"];

    private static readonly Dictionary<string, string[]> s_units = new()
    {
        ["power"] = ["W", "kW"],
        ["energy"] = ["Wh", "kWh"],
        ["current"] = ["A", "mA"],
        ["voltage"] = ["V"],
        ["duration"] = ["s"],
    };

    private static readonly Dictionary<string, string[]> s_stateClasses = new()
    {
        ["power"] = ["measurement"],
        ["energy"] = ["total", "total_increasing"],
        ["current"] = ["measurement"],
        ["voltage"] = ["measurement"],
        ["duration"] = ["measurement"],
    };

    public static List<string> Device(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var faults = new List<string>();
        foreach (var key in root.EnumerateObject().Select(property => property.Name).Where(key => !s_rootKeys.Contains(key)))
            faults.Add($"unknown root key {key}");
        Common(root, faults);
        if (!root.TryGetProperty("cmps", out var components))
            return [.. faults, "no cmps"];
        var ids = new HashSet<string>();
        foreach (var component in components.EnumerateObject())
        {
            if (!component.Value.TryGetProperty("p", out var platform))
                faults.Add($"{component.Name}: no p");
            else
                Entity(component.Name, platform.GetString()!, component.Value, faults);
            if (component.Value.TryGetProperty("unique_id", out var id) && !ids.Add(id.GetString()!))
                faults.Add($"{component.Name}: unique_id twice");
        }

        return faults;
    }

    public static List<string> Component(string platform, string json)
    {
        using var document = JsonDocument.Parse(json);
        var faults = new List<string>();
        Common(document.RootElement, faults);
        Entity(platform, platform, document.RootElement, faults);
        return faults;
    }

    private static void Common(JsonElement root, List<string> faults)
    {
        if (!root.TryGetProperty("dev", out var device) || !device.TryGetProperty("identifiers", out var ids) || ids.GetArrayLength() == 0)
            faults.Add("no identifiers");
        if (!root.TryGetProperty("o", out var origin) || !origin.TryGetProperty("name", out _))
            faults.Add("no origin name");
        if (!root.TryGetProperty("availability", out _) || root.GetProperty("availability_mode").GetString() != "all")
            faults.Add("availability is not joined with all");
    }

    private static void Entity(string name, string platform, JsonElement entity, List<string> faults)
    {
        string? Text(string key) => entity.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        void Must(bool holds, string rule)
        {
            if (!holds)
                faults.Add($"{name}: {rule}");
        }

        Must(Text("unique_id") is { Length: > 0 }, "no unique_id");
        Must(Text("default_entity_id")?.StartsWith(platform + ".", StringComparison.Ordinal) == true, "no default_entity_id");
        Must(!entity.TryGetProperty("object_id", out _), "object_id is gone");
        Must(entity.TryGetProperty("name", out _), "no name");
        Must(entity.TryGetProperty("qos", out _), "no qos");
        Must(!entity.TryGetProperty("retain", out _), "retain on an entity");
        Must(!(entity.TryGetProperty("availability", out _) && entity.TryGetProperty("availability_topic", out _)), "both kinds of availability");
        Must(platform is not ("sensor" or "binary_sensor") || Text("entity_category") is null or "diagnostic", "entity_category");
        Must(platform is not ("select" or "number" or "button") || Text("command_topic") is not null, "no command_topic");
        Must(platform == "button" || Text("state_topic") is not null, "no state_topic");
        foreach (var key in (string[])["state_topic", "command_topic", "json_attributes_topic"])
            Must(Text(key)?.IndexOfAny(['+', '#']) is null or -1, $"wildcard in {key}");
        if (entity.TryGetProperty("availability", out var availability))
        {
            foreach (var item in availability.EnumerateArray())
            {
                Must(item.GetProperty("payload_available").GetString() == "online", "payload_available");
                Must(item.GetProperty("payload_not_available").GetString() == "offline", "payload_not_available");
            }
        }

        var options = entity.TryGetProperty("options", out var list) ? list.EnumerateArray().Select(option => option.GetString()!).ToArray() : [];
        var deviceClass = Text("device_class");
        if (platform == "select")
            Must(options.Length > 0 && !options.Contains("none", StringComparer.OrdinalIgnoreCase), "select options");
        if (platform != "sensor")
            return;
        if (deviceClass == "enum")
        {
            Must(options.Length > 0, "enum without options");
            Must(Text("unit_of_measurement") is null && Text("state_class") is null, "enum with unit or state_class");
        }
        else if (deviceClass is not null)
        {
            Must(s_units.TryGetValue(deviceClass, out var units) && units.Contains(Text("unit_of_measurement")), "unit");
            Must(s_stateClasses.TryGetValue(deviceClass, out var classes) && classes.Contains(Text("state_class")), "state_class");
        }
    }
}
