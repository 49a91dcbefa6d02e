using System.Text.Json;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>Writes discovery documents (home-assistant.io, "MQTT discovery payload").</summary>
internal sealed class DiscoveryWriter(MqttOptions options, Topics topics)
{
    private readonly DiscoveryNames _names = new(options);

    /// <summary>One document for a device with all of its entities; those gone are taken back by naming their platform alone.</summary>
    public string Device(
        EntityPart part, IEnumerable<Entity> entities, IEnumerable<KeyValuePair<string, string>> gone, string? chargerId, ChargerIdentity? identity) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        WriteDevice(json, part, chargerId, identity);
        WriteOrigin(json);
        WriteAvailability(json, part, chargerId);
        json.WriteStartObject("cmps");
        foreach (var entity in entities)
        {
            json.WriteStartObject(entity.ObjectKey);
            json.WriteString("p", entity.Component);
            WriteEntity(json, entity, chargerId);
            if (entity.KnownWhileOffline)
                WriteAvailability(json, EntityPart.Bridge, null);
            json.WriteEndObject();
        }

        foreach (var (key, platform) in gone)
        {
            json.WriteStartObject(key);
            json.WriteString("p", platform);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>One document for one entity.</summary>
    public string Component(Entity entity, string? chargerId, ChargerIdentity? identity) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        WriteDevice(json, entity.Part, chargerId, identity);
        WriteOrigin(json);
        WriteAvailability(json, entity.KnownWhileOffline ? EntityPart.Bridge : entity.Part, chargerId);
        WriteEntity(json, entity, chargerId);
        json.WriteEndObject();
    });

    private void WriteDevice(Utf8JsonWriter json, EntityPart part, string? chargerId, ChargerIdentity? identity)
    {
        json.WriteStartObject("dev");
        json.WriteStartArray("identifiers");
        json.WriteStringValue(_names.Device(part, chargerId));
        json.WriteEndArray();
        json.WriteString("name", part switch
        {
            EntityPart.Inverter => "Wallbox inverter",
            EntityPart.Charger => $"Wallbox {chargerId}",
            EntityPart.Bridge => "Wallbox balancer",
        });
        if (part == EntityPart.Bridge)
        {
            json.WriteString("model", "wallbox-mqtt");
            json.WriteString("sw_version", ProductVersion.Text);
            WriteKnown(json, "configuration_url", options.Discovery.PageUrl?.AbsoluteUri);
        }
        else
        {
            json.WriteString("via_device", _names.Device(EntityPart.Bridge, null));
        }

        WriteKnown(json, "manufacturer", identity?.Brand);
        WriteKnown(json, "model", identity?.Model);
        WriteKnown(json, "sw_version", identity?.Firmware);
        WriteKnown(json, "serial_number", identity?.Serial);
        json.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter json)
    {
        json.WriteStartObject("o");
        json.WriteString("name", "wallbox-mqtt");
        json.WriteString("sw_version", ProductVersion.Text);
        json.WriteString("support_url", ProductVersion.Home);
        json.WriteEndObject();
    }

    private void WriteAvailability(Utf8JsonWriter json, EntityPart part, string? chargerId)
    {
        json.WriteStartArray("availability");
        WriteAvailabilityTopic(json, topics.Status);
        if (part != EntityPart.Bridge)
            WriteAvailabilityTopic(json, topics.AvailabilityOf(part, chargerId));
        json.WriteEndArray();
        json.WriteString("availability_mode", "all");
    }

    private static void WriteAvailabilityTopic(Utf8JsonWriter json, string topic)
    {
        json.WriteStartObject();
        json.WriteString("topic", topic);
        json.WriteString("payload_available", "online");
        json.WriteString("payload_not_available", "offline");
        json.WriteEndObject();
    }

    private void WriteEntity(Utf8JsonWriter json, Entity entity, string? chargerId)
    {
        json.WriteString("unique_id", _names.Unique(entity, chargerId));
        json.WriteString("default_entity_id", _names.EntityId(entity, chargerId));
        json.WriteString("name", entity.Name);
        json.WriteNumber("qos", 1);
        if (entity.Value is not null || entity.EventTypes.Count > 0)
            json.WriteString("state_topic", topics.Of(entity, chargerId));
        if (entity.CommandKey is not null)
            json.WriteString("command_topic", topics.Of(EntityPart.Bridge, entity.CommandKey, null));
        WriteKnown(json, "device_class", entity.DeviceClass);
        WriteKnown(json, "state_class", entity.StateClass);
        WriteKnown(json, "unit_of_measurement", entity.Unit);
        if (entity.Precision is { } precision)
            json.WriteNumber("suggested_display_precision", precision);
        WriteKnown(json, "icon", entity.Icon);
        if (entity.Diagnostic)
            json.WriteString("entity_category", "diagnostic");
        if (!entity.EnabledByDefault)
            json.WriteBoolean("enabled_by_default", value: false);
        if (entity.AttributesKey is not null)
            json.WriteString("json_attributes_topic", topics.Of(entity.Part, entity.AttributesKey, chargerId));
        WriteWords(json, "options", entity.Options);
        WriteWords(json, "event_types", entity.EventTypes);
        foreach (var option in entity.More)
            option.Write(json);
    }

    private static void WriteWords(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            json.WriteString(name, value);
    }
}
