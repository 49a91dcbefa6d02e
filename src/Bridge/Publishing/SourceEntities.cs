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

    private static Entity Status(SourceModule source) => new()
    {
        Part = EntityPart.Inverter,
        Key = source.Topic + "/status",
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
            json.WriteStartObject(SourceModule.TopicOf(source.Name));
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
