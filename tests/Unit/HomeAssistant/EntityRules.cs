using System.Text.Json;
using System.Text.RegularExpressions;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>The rules for one entity.</summary>
internal sealed partial class EntityRules(string name, string platform, JsonElement entity, string? device, List<string> faults)
{
    // In a document of its own an entity stands beside its device.
    private static readonly string[] s_document = ["dev", "o"];

    /// <summary>Adds the faults.</summary>
    public void Check()
    {
        foreach (var key in entity.EnumerateObject().Select(member => member.Name))
        {
            if (key == "object_id")
                Must(false, "object_id is gone");
            else if (key == "retain")
                Must(false, "retain on an entity");
            else
                Must(DiscoveryTables.Platforms[platform].Contains(key) || (s_document.Contains(key) && !Has("p")), $"unknown key {key}");
        }

        Must(Text("unique_id") is { Length: > 0 }, "no unique_id");
        CheckNames();
        Must(Number("qos") is 0 or 1 or 2, "qos is not 0, 1 or 2");
        Must(platform == "button" || Has("state_topic"), "no state_topic");
        Must(platform is not ("select" or "number" or "button") || Has("command_topic"), "no command_topic");
        foreach (var member in entity.EnumerateObject().Where(member => member.Name.EndsWith("_topic", StringComparison.Ordinal)))
            DeviceRules.Topic($"{name}: ", member.Name, member.Value.GetString()!, faults);
        if (Has("p"))
            DeviceRules.Availability($"{name}: ", entity, faults);
        CheckCategory();
        CheckValues();
        if (platform == "sensor")
            CheckSensor();
    }

    private void CheckNames()
    {
        Must(entity.TryGetProperty("name", out _), "no name");
        Must(Text("name") != string.Empty, "name is empty");
        Must(device is null || Text("name")?.StartsWith(device, StringComparison.OrdinalIgnoreCase) != true, "name repeats the device's name");
        var id = Text("default_entity_id");
        Must(id is not null, "no default_entity_id");
        Must(id?.StartsWith(platform + ".", StringComparison.Ordinal) != false, "default_entity_id is of another domain");
        Must(id is null || EntityId().IsMatch(id), "default_entity_id is not lower case letters, digits and underscores");
    }

    private void CheckCategory()
    {
        var category = Text("entity_category");
        Must(category is null or "config" or "diagnostic", $"unknown entity_category {category}");
        Must(category != "config" || platform is not ("sensor" or "binary_sensor"), "entity_category config on what cannot be set");
    }

    private void Must(bool holds, string rule)
    {
        if (!holds)
            faults.Add($"{name}: {rule}");
    }

    private bool Has(string key) => entity.TryGetProperty(key, out _);

    private string? Text(string key) => entity.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private double? Number(string key) => entity.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private string[] Words(string key) => entity.TryGetProperty(key, out var list) ? [.. list.EnumerateArray().Select(word => word.GetString()!)] : [];

    [GeneratedRegex("^[a-z_]+\\.[a-z0-9_]+$", RegexOptions.None, 1000)]
    private static partial Regex EntityId();
}
