using System.Globalization;
using System.Text.Json;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>
/// Home Assistant's discovery messages: one device for the bridge, one for the inverter, one for each charger. In the style
/// "device" one message each; in the style "component" one message an entity, for older openHAB.
/// </summary>
internal sealed class DiscoveryDocuments(MqttOptions options)
{
    private const string OriginName = "wallbox-mqtt";
    private readonly TopicTree _topics = new(options.BaseTopic);
    private readonly string _node = Slug(options.ClientId);

    /// <summary>Topic and payload of each message.</summary>
    internal IEnumerable<(string Topic, byte[] Payload)> For(CycleReport report)
    {
        var prefix = options.Discovery.Prefix;
        foreach (var device in Devices(report))
        {
            if (options.Discovery.Style == DiscoveryStyle.Device)
            {
                yield return ($"{prefix}/device/{device.Id}/config", Document(device, report));
            }
            else if (options.Discovery.Style == DiscoveryStyle.Component)
            {
                foreach (var entity in Entities(device.Group))
                    yield return ($"{prefix}/{entity.Component}/{device.Id}/{Slug(entity.Key)}/config", Component(device, entity, report));
            }
        }
    }

    private static IEnumerable<Entity> Entities(EntityGroup group) =>
        EntityCatalogue.All.Where(entity => entity.Group == group && entity.Component is not null);

    private IEnumerable<Device> Devices(CycleReport report)
    {
        yield return new Device(_node, EntityGroup.Bridge, "Wallbox balancer", null, null);
        yield return new Device($"{_node}_inverter", EntityGroup.Inverter, "Inverter", null, null);
        foreach (var charger in report.Chargers)
            yield return new Device($"{_node}_{charger.Id}", EntityGroup.Charger, $"Wallbox {charger.Id}", charger.Id, charger.Identity);
    }

    private byte[] Document(Device device, CycleReport report) => Json(json =>
    {
        WriteDevice(json, "dev", device);
        WriteOrigin(json, "o");
        json.WriteStartObject("cmps");
        foreach (var entity in Entities(device.Group))
        {
            json.WriteStartObject(Slug(entity.Key));
            json.WriteString("p", entity.Component);
            WriteEntity(json, device, entity, report);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private byte[] Component(Device device, Entity entity, CycleReport report) => Json(json =>
    {
        WriteEntity(json, device, entity, report);
        WriteDevice(json, "device", device);
        WriteOrigin(json, "origin");
    });

    private void WriteDevice(Utf8JsonWriter json, string name, Device device)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("identifiers");
        json.WriteStringValue(device.Id);
        json.WriteEndArray();
        json.WriteString("name", device.Name);
        if (device.Group != EntityGroup.Bridge)
            json.WriteString("via_device", _node);
        else
            json.WriteString("sw_version", ProductVersion.Text);
        WriteKnown(json, "manufacturer", device.Identity?.Brand);
        WriteKnown(json, "model", device.Identity?.Model);
        WriteKnown(json, "serial_number", device.Identity?.Serial);
        WriteKnown(json, "sw_version", device.Identity?.Firmware);
        json.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteString("name", OriginName);
        json.WriteString("sw_version", ProductVersion.Text);
        json.WriteEndObject();
    }

    private void WriteEntity(Utf8JsonWriter json, Device device, Entity entity, CycleReport report)
    {
        var part = device.Group switch { EntityGroup.Inverter => "inverter_", EntityGroup.Charger => device.Charger + "_", _ => "" };
        json.WriteString("unique_id", $"{device.Id}_{Slug(entity.Key)}");
        json.WriteString("default_entity_id", $"{entity.Component}.{Slug($"{options.BaseTopic}_{part}{entity.Key}").ToLowerInvariant()}");
        json.WriteString("name", entity.Name);
        json.WriteString("state_topic", _topics.Of(entity, device.Charger));
        json.WriteNumber("qos", 1);
        WriteKnown(json, "device_class", entity.DeviceClass);
        WriteKnown(json, "state_class", entity.StateClass);
        WriteKnown(json, "unit_of_measurement", entity.Unit);
        WriteKnown(json, "icon", entity.Icon);
        if (entity.Precision is { } precision)
            json.WriteNumber("suggested_display_precision", precision);
        if (entity.Diagnostic)
            json.WriteString("entity_category", "diagnostic");
        if (!entity.Enabled)
            json.WriteBoolean("enabled_by_default", false);
        if (entity.Options is { } words)
            WriteArray(json, "options", words);
        if (entity.Key == "mode")
            WriteModes(json, report);
        WriteAvailability(json, device, entity);
    }

    // Labels for people, the contract's words on the wire.
    private void WriteModes(Utf8JsonWriter json, CycleReport report)
    {
        var kilowatts = Math.Floor(report.Balancer.Cap.Value / 1000).ToString("0", CultureInfo.InvariantCulture);
        (string Word, string Label)[] modes = [("pv-boost", "PV boost"), ("fixed", $"Fixed {kilowatts} kW"), ("off", "Off")];
        WriteArray(json, "options", modes.Select(mode => mode.Label));
        json.WriteString("value_template", "{{ {" + string.Join(", ", modes.Select(mode => $"'{mode.Word}': '{mode.Label}'")) + "}[value] }}");
        json.WriteString("command_topic", _topics.ModeSet);
        json.WriteString("command_template", "{{ {" + string.Join(", ", modes.Select(mode => $"'{mode.Label}': '{mode.Word}'")) + "}[value] }}");
    }

    private void WriteAvailability(Utf8JsonWriter json, Device device, Entity entity)
    {
        json.WriteString("availability_mode", "all");
        json.WriteStartArray("availability");
        WriteAvailability(json, _topics.Status);
        if (!entity.OutlivesPart && device.Group == EntityGroup.Inverter)
            WriteAvailability(json, _topics.InverterAvailable);
        if (!entity.OutlivesPart && device.Group == EntityGroup.Charger)
            WriteAvailability(json, _topics.ChargerAvailable(device.Charger!));
        json.WriteEndArray();
    }

    private static void WriteAvailability(Utf8JsonWriter json, string topic)
    {
        json.WriteStartObject();
        json.WriteString("topic", topic);
        json.WriteString("payload_available", TopicTree.Online);
        json.WriteString("payload_not_available", TopicTree.Offline);
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream(4096);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    // Object ids and topic levels: letters, digits, underscores and hyphens.
    private static string Slug(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));

    private sealed record Device(string Id, EntityGroup Group, string Name, string? Charger, ChargerIdentity? Identity);
}
