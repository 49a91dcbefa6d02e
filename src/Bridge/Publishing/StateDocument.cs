using System.Buffers;
using System.Text.Json;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>
/// The topic <c>state</c> and the page's <c>/api/state</c>: everything in one consistent snapshot. Objects mirror the topics, words
/// and signs are theirs, chargers stand below <c>chargers</c> by id, and what is not known is null.
/// </summary>
internal sealed class StateDocument(EntityCatalogue catalogue)
{
    /// <summary>The leading bytes that hold nothing but <c>time</c>: two documents equal after them say the same.</summary>
    public const int TimeLength = 39;

    /// <summary>The document in UTF-8.</summary>
    public byte[] Write(CycleReport report)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("time");
            json.WriteRawValue($"\"{JsonText.Moment(report.Time)}\"");
            json.WriteString("status", "online");
            WriteValues(json, EntityPart.Bridge, new ReportView(report, null), string.Empty);
            WriteObject(json, "inverter", EntityPart.Inverter, new ReportView(report, null), string.Empty);
            WriteObject(json, "balancer", EntityPart.Bridge, new ReportView(report, null), "balancer/");
            json.WriteStartObject("chargers");
            foreach (var charger in report.Chargers)
                WriteObject(json, charger.Id, EntityPart.Charger, new ReportView(report, charger), string.Empty);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteObject(Utf8JsonWriter json, string name, EntityPart part, ReportView view, string below)
    {
        json.WriteStartObject(name);
        WriteValues(json, part, view, below);
        json.WriteEndObject();
    }

    private void WriteValues(Utf8JsonWriter json, EntityPart part, ReportView view, string below)
    {
        foreach (var entity in catalogue.All)
        {
            if (entity.Part != part || entity.Value is null || !entity.Key.StartsWith(below, StringComparison.Ordinal))
                continue;
            var name = entity.Key.AsSpan(below.Length);
            if (name.Contains('/'))
                continue;
            json.WritePropertyName(name);
            WriteValue(json, entity.Kind, entity.Value(view));
        }
    }

    private static void WriteValue(Utf8JsonWriter json, PayloadKind kind, string? payload)
    {
        if (payload is null || (kind == PayloadKind.Number && payload == "none"))
            json.WriteNullValue();
        else if (kind == PayloadKind.Text)
            json.WriteStringValue(payload);
        else
            json.WriteRawValue(payload);
    }
}
