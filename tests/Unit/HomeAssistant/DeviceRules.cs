using System.Collections.Frozen;
using System.Text.Json;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>The rules for <c>dev</c>, <c>o</c> and availability, in whichever document they stand.</summary>
internal static class DeviceRules
{
    private static readonly string[] s_availability = ["availability", "avty", "availability_topic", "avty_t"];

    /// <summary>The device's name; null where there is none.</summary>
    public static string? Name(JsonElement root) => Text(root, "dev", "name");

    /// <summary>Adds the faults.</summary>
    public static void Check(JsonElement root, List<string> faults)
    {
        Known(root, "dev", DiscoveryTables.Device, "device", faults);
        Known(root, "o", DiscoveryTables.Origin, "origin", faults);
        var ids = Identifiers(root);
        if (ids.Length == 0)
            faults.Add("no identifiers");
        if (string.IsNullOrEmpty(Name(root)))
            faults.Add("no device name");
        if (string.IsNullOrEmpty(Text(root, "o", "name")))
            faults.Add("no origin name");
        if (Text(root, "dev", "via_device") is { } via && ids.Contains(via))
            faults.Add("via_device is the device itself");
        Link(Text(root, "dev", "configuration_url"), "configuration_url", faults);
        Link(Text(root, "o", "support_url"), "support_url", faults);
        if (!root.TryGetProperty("availability", out _))
            faults.Add("no availability");
        Availability(string.Empty, root, faults);
    }

    /// <summary>Adds the faults of the availability that stands in an element, if one does.</summary>
    public static void Availability(string where, JsonElement element, List<string> faults)
    {
        if (s_availability.Count(key => element.TryGetProperty(key, out _)) > 1)
            faults.Add(where + "more than one kind of availability");
        if (!element.TryGetProperty("availability", out var list))
            return;
        if (!element.TryGetProperty("availability_mode", out var mode) || mode.GetString() != "all")
            faults.Add(where + "availability is not joined with all");
        foreach (var item in list.EnumerateArray())
        {
            faults.AddRange(item.EnumerateObject().Where(member => !DiscoveryTables.Availability.Contains(member.Name))
                .Select(member => $"{where}unknown availability key {member.Name}"));
            Topic(where, "availability", item.TryGetProperty("topic", out var topic) ? topic.GetString()! : string.Empty, faults);
            if (!item.TryGetProperty("payload_available", out var here) || here.GetString() != "online")
                faults.Add(where + "payload_available is not online");
            if (!item.TryGetProperty("payload_not_available", out var away) || away.GetString() != "offline")
                faults.Add(where + "payload_not_available is not offline");
        }
    }

    /// <summary>Adds the faults of a topic.</summary>
    public static void Topic(string where, string key, string topic, List<string> faults)
    {
        if (topic.Length == 0)
            faults.Add($"{where}{key} is empty");
        else if (topic.AsSpan().IndexOfAny('+', '#') >= 0)
            faults.Add($"{where}wildcard in {key}");
        else if (topic[0] == '/')
            faults.Add($"{where}{key} begins with a slash");
    }

    private static void Known(JsonElement root, string key, FrozenSet<string> known, string what, List<string> faults)
    {
        if (root.TryGetProperty(key, out var map))
            faults.AddRange(map.EnumerateObject().Where(member => !known.Contains(member.Name)).Select(member => $"unknown {what} key {member.Name}"));
    }

    private static string[] Identifiers(JsonElement root) =>
        root.TryGetProperty("dev", out var device) && device.TryGetProperty("identifiers", out var list)
            ? [.. list.EnumerateArray().Select(id => id.GetString()!).Where(id => id.Length > 0)]
            : [];

    private static string? Text(JsonElement root, string map, string key) =>
        root.TryGetProperty(map, out var members) && members.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static void Link(string? url, string key, List<string> faults)
    {
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"))
            faults.Add($"{key} is not http or https");
    }
}
