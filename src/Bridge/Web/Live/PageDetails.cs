using System.Text.Json;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Problems;

namespace WallboxMqtt.Bridge.Web.Live;

/// <summary>What the page shows beside the state document: reasons with their times, links with their ages, problems with advice. Ages in s.</summary>
internal static class PageDetails
{
    /// <summary>The <c>page</c> event.</summary>
    /// <param name="report">The latest report.</param>
    /// <param name="broker">How the connection to the broker stands.</param>
    /// <param name="time">The clock that the report was made by.</param>
    public static string Write(CycleReport report, MqttStatus broker, TimeProvider time) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("time", JsonText.Moment(report.Time));
        json.WriteString("version", ProductVersion.Text);
        json.WriteStartArray("reasons");
        foreach (var charger in report.Chargers)
            WriteReason(json, report, charger);
        json.WriteEndArray();
        json.WriteStartArray("links");
        WriteLinks(json, report, broker, time);
        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in PlantProblems.Of(report))
        {
            json.WriteStartObject();
            ProblemJson.Write(json, problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteReason(Utf8JsonWriter json, CycleReport report, ChargerReport charger)
    {
        var raise = charger.Reason == DecisionReason.RaiseDelay ? report.Balancer.Raise : null;
        json.WriteStartObject();
        json.WriteString("charger", charger.Id);
        json.WriteString("reason", charger.Reason.Word());
        WriteNumber(json, "setpoint", charger.Setpoint?.Value);
        WriteNumber(json, "could", raise?.Could);
        WriteNumber(json, "lowSecondsAgo", raise?.LowFor.TotalSeconds);
        json.WriteString("raisesAt", raise is { In: var wait } ? JsonText.Moment(report.Time + wait) : null);
        json.WriteEndObject();
    }

    private static void WriteLinks(Utf8JsonWriter json, CycleReport report, MqttStatus broker, TimeProvider time)
    {
        var inverter = report.Inverter;
        WriteLink(
            json, "inverter", "inverter", null, inverter.Status is InverterStatus.Ok or InverterStatus.Night,
            InverterStatuses.Word(inverter.Status), null, inverter.Age?.TotalSeconds, inverter.Fault);
        foreach (var source in inverter.Sources.Where(_ => inverter.Sources.Length > 1))
        {
            WriteLink(
                json, "source", source.Name, SourceEntities.Name(source.Name), source.Status is InverterStatus.Ok or InverterStatus.Night,
                InverterStatuses.Word(source.Status), null, source.Age?.TotalSeconds, source.Fault);
        }

        if (report.Balancer.Meter is { } meter)
        {
            var heard = meter.Reading is not null;
            WriteLink(json, "meter", "meter", null, heard, heard ? "ok" : meter.Age is null ? "missing" : "stale", null, meter.Age?.TotalSeconds, null);
        }

        foreach (var charger in report.Chargers)
        {
            var name = string.Join(' ', new[] { charger.Identity?.Brand, charger.Identity?.Model }.OfType<string>());
            var age = charger.CycledAt is { } at ? time.GetElapsedTime(at).TotalSeconds : (double?)null;
            WriteLink(json, "charger", charger.Id, name.Length == 0 ? null : name, charger.Online, charger.Online ? "online" : "offline", null, age, charger.Fault);
        }

        WriteLink(
            json, "mqtt", "mqtt", null, broker.Connected, broker.Connected ? "online" : "offline",
            broker.Since, null, broker.Connected ? null : broker.LastError);
    }

    private static void WriteLink(
        Utf8JsonWriter json, string part, string id, string? name, bool ok, string status, DateTimeOffset? since, double? age, string? detail)
    {
        json.WriteStartObject();
        json.WriteString("part", part);
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteBoolean("ok", ok);
        json.WriteString("status", status);
        json.WriteString("since", since is { } moment ? JsonText.Moment(moment) : null);
        WriteNumber(json, "ageSeconds", age);
        json.WriteString("detail", detail);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, Math.Round(number, 1));
        else
            json.WriteNull(name);
    }
}
