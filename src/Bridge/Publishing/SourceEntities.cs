using System.Text;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>How each of the inverter's sources stands.</summary>
internal static class SourceEntities
{
    /// <summary>One object for all; where there are several, each one's status by itself, too.</summary>
    /// <param name="sources">The configured sources.</param>
    public static IEnumerable<Entity> For(IReadOnlyList<SourceModule> sources) =>
    [
        new()
        {
            Part = EntityPart.Inverter, Key = "sources", Kind = PayloadKind.Json, KnownWhileOffline = true,
            Value = view => Json(view.Report.Inverter.Sources),
        },
        .. sources.Where(_ => sources.Count > 1).Select(Status),
    ];

    /// <summary>A source's name as a topic level: <c>solarApi</c> is <c>solar_api</c>.</summary>
    internal static string Topic(string source)
    {
        var topic = new StringBuilder();
        foreach (var letter in source)
            topic.Append(char.IsUpper(letter) ? "_" : "").Append(char.ToLowerInvariant(letter));
        return topic.ToString();
    }

    private static Entity Status(SourceModule source) => new()
    {
        Part = EntityPart.Inverter,
        Key = Topic(source.Key) + "/status",
        Component = "sensor",
        Name = source.Label + " status",
        DeviceClass = "enum",
        KnownWhileOffline = true,
        Diagnostic = true,
        Options = InverterStatuses.Words,
        Value = view => InverterStatuses.Word(view.Report.Inverter.Sources.FirstOrDefault(one => one.Name == source.Key)?.Status ?? InverterStatus.Missing),
    };

    // Without ages: they would be news each second.
    private static string Json(IEnumerable<SourceReport> sources) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        foreach (var source in sources)
        {
            json.WriteStartObject(Topic(source.Name));
            json.WriteString("status", InverterStatuses.Word(source.Status));
            if (PlainNumber.Of(source.Power) is { } power)
            {
                json.WritePropertyName("power");
                json.WriteRawValue(power);
            }
            else
            {
                json.WriteNull("power");
            }

            json.WriteString("fault", source.Fault);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });
}
