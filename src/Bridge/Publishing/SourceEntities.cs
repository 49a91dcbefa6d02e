using System.Text;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>How each of the inverter's sources stands.</summary>
internal static class SourceEntities
{
    /// <summary>One object for all; where there are several, each one's status by itself, too.</summary>
    /// <param name="sources">The configured sources' names.</param>
    public static IEnumerable<Entity> For(IReadOnlyList<string> sources) =>
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

    /// <summary>A source's name for people.</summary>
    internal static string Name(string source) => source switch
    {
        "ftp" => "FTP",
        "httpPush" => "HTTP push",
        "solarApi" => "Solar API",
        "file" => "File",
        "sunSpec" => "SunSpec",
        _ => source,
    };

    private static Entity Status(string source) => new()
    {
        Part = EntityPart.Inverter,
        Key = Topic(source) + "/status",
        Component = "sensor",
        Name = Name(source) + " status",
        DeviceClass = "enum",
        KnownWhileOffline = true,
        Diagnostic = true,
        Options = InverterStatuses.Words,
        Value = view => InverterStatuses.Word(view.Report.Inverter.Sources.FirstOrDefault(one => one.Name == source)?.Status ?? InverterStatus.Missing),
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
