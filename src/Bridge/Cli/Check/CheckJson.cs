using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>The steps as JSON: an array of <c>part</c>, <c>step</c>, <c>passed</c>, <c>found</c>, <c>advice</c> (null if there is none).</summary>
internal static class CheckJson
{
    /// <summary>The document.</summary>
    internal static string Write(IEnumerable<CheckRow> rows) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("part", row.Part);
            json.WriteString("step", row.Step);
            json.WriteBoolean("passed", row.Passed);
            json.WriteString("found", row.Found);
            json.WriteString("advice", row.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
