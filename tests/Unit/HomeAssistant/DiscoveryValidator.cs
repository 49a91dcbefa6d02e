using System.Text.Json;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>The rules that Home Assistant, and we ourselves, hold discovery messages to; each broken rule is one line.</summary>
internal static class DiscoveryValidator
{
    /// <summary>The faults of a device's document.</summary>
    public static List<string> Device(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var faults = new List<string>();
        foreach (var key in root.EnumerateObject().Select(member => member.Name))
        {
            if (key == "qos")
                faults.Add("qos on the root");
            else if (!DiscoveryTables.Root.Contains(key))
                faults.Add($"unknown root key {key}");
        }

        DeviceRules.Check(root, faults);
        if (!root.TryGetProperty("cmps", out var components) || !components.EnumerateObject().Any())
            return [.. faults, "no cmps"];
        var ids = new HashSet<string>();
        foreach (var component in components.EnumerateObject())
        {
            if (!component.Value.TryGetProperty("p", out var platform))
                faults.Add($"{component.Name}: no p");
            else if (!DiscoveryTables.Platforms.ContainsKey(platform.GetString()!))
                faults.Add($"{component.Name}: unknown platform {platform}");
            else if (component.Value.EnumerateObject().Count() > 1)
                new EntityRules(component.Name, platform.GetString()!, component.Value, DeviceRules.Name(root), faults).Check();
            if (component.Value.TryGetProperty("unique_id", out var id) && !ids.Add(id.GetString()!))
                faults.Add($"{component.Name}: unique_id twice");
        }

        return faults;
    }

    /// <summary>The faults of one entity's own document.</summary>
    /// <param name="platform">As in its topic.</param>
    /// <param name="json">The document.</param>
    public static List<string> Component(string platform, string json)
    {
        using var document = JsonDocument.Parse(json);
        var faults = new List<string>();
        DeviceRules.Check(document.RootElement, faults);
        if (DiscoveryTables.Platforms.ContainsKey(platform))
            new EntityRules(platform, platform, document.RootElement, DeviceRules.Name(document.RootElement), faults).Check();
        else
            faults.Add($"{platform}: unknown platform {platform}");
        return faults;
    }
}
