using System.Text.Json;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.HomeAssistant;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Everything in one consistent JSON document: the <c>state</c> topic and <c>/api/state</c>. What is not known is null.</summary>
internal static class StateDocument
{
    private const string BalancerPrefix = "balancer/";

    internal static byte[] Write(CycleReport report)
    {
        using var stream = new MemoryStream(2048);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("time", report.Time);
            json.WriteString("status", TopicTree.Online);
            foreach (var entity in EntityCatalogue.All.Where(entity => entity.Group == EntityGroup.Bridge && !IsBalancer(entity)))
                Write(json, entity.Key, LimitIsNull(entity, report) ? null : entity.Value(report, null));

            json.WriteStartObject("inverter");
            json.WriteString("available", TopicTree.IsOnline(report.Inverter) ? TopicTree.Online : TopicTree.Offline);
            foreach (var entity in EntityCatalogue.All.Where(entity => entity.Group == EntityGroup.Inverter))
                Write(json, entity.Key, entity.Value(report, null));
            json.WriteEndObject();

            json.WriteStartObject("balancer");
            foreach (var entity in EntityCatalogue.All.Where(IsBalancer))
                Write(json, entity.Key[BalancerPrefix.Length..], entity.Value(report, null));
            json.WriteEndObject();

            json.WriteStartObject("chargers");
            foreach (var charger in report.Chargers)
                WriteCharger(json, report, charger);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteCharger(Utf8JsonWriter json, CycleReport report, ChargerReport charger)
    {
        json.WriteStartObject(charger.Id);
        json.WriteString("available", charger.Online ? TopicTree.Online : TopicTree.Offline);
        foreach (var entity in EntityCatalogue.All.Where(entity => entity.Group == EntityGroup.Charger))
            Write(json, entity.Key, entity.Value(report, charger));
        json.WriteString("fault", charger.Fault);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, EntityValue? value)
    {
        json.WritePropertyName(name);
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case { Kind: EntityValueKind.Word } word:
                json.WriteStringValue(word.Text);
                break;
            case { } raw:
                json.WriteRawValue(raw.Text);
                break;
        }
    }

    private static bool IsBalancer(Entity entity) => entity.Key.StartsWith(BalancerPrefix, StringComparison.Ordinal);

    // "none" is a word for people with mosquitto_pub; in JSON it is null.
    private static bool LimitIsNull(Entity entity, CycleReport report) => entity.Key == "limit" && report.Intent.Limit is null;
}
