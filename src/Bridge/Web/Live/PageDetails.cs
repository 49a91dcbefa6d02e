using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Web.Live;

/// <summary>What the page shows beside the state document: reasons with their times, links with their ages, problems with advice. Ages in s.</summary>
internal static class PageDetails
{
    /// <summary>The <c>page</c> event.</summary>
    /// <param name="report">The latest report.</param>
    /// <param name="broker">How the connection to the broker stands.</param>
    /// <param name="inverter">Knows the labels of its sources.</param>
    /// <param name="time">The clock that the report was made by.</param>
    public static string Write(CycleReport report, MqttStatus broker, InverterOptions inverter, TimeProvider time) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("time", JsonText.Moment(report.Time));
        json.WriteString("version", ProductVersion.Text);
        json.WriteStartArray("reasons");
        foreach (var charger in report.Chargers)
            WriteReason(json, report, charger);
        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var link in PageLinks.Of(report, broker, inverter, time))
            WriteLink(json, link);
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

    private static void WriteLink(Utf8JsonWriter json, PageLink link)
    {
        json.WriteStartObject();
        json.WriteString("part", link.Part);
        json.WriteString("id", link.Id);
        json.WriteString("name", link.Name);
        json.WriteBoolean("ok", link.Ok);
        json.WriteString("status", link.Status);
        json.WriteString("since", link.Since is { } moment ? JsonText.Moment(moment) : null);
        WriteNumber(json, "ageSeconds", link.Age?.TotalSeconds);
        json.WriteString("detail", link.Detail);
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
