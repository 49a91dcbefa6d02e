using System.Net;
using System.Text.Json;

namespace WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

/// <summary>Reads the answer of GetInverterInfo as a readable name: <c>1 "Garage", no. 38183</c>. Fronius Solar API V1, chapter GetInverterInfo.</summary>
internal static class InverterNames
{
    private const int Most = 20;

    /// <summary>One line an inverter; none if the answer is something else.</summary>
    internal static IReadOnlyList<string> Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return SolarJson.Parse(body, Read) ?? [];
        }
        catch (Exception odd) when (odd is JsonException or PowerFlowException)
        {
            return [];
        }
    }

    private static IReadOnlyList<string> Read(JsonElement root)
    {
        var data = SolarJson.Object(SolarJson.Member(SolarJson.Member(root, "Body", "Body"), "Data", "Body.Data"), "Body.Data");
        return [.. data.EnumerateObject().Take(Most).Where(inverter => inverter.Value.ValueKind == JsonValueKind.Object).Select(Line)];
    }

    // Older devices write a name as HTML does.
    private static string Line(JsonProperty inverter) =>
        OneLine.Of($"{inverter.Name} \"{WebUtility.HtmlDecode(Text(inverter.Value, "CustomName")).Trim()}\", no. {Text(inverter.Value, "UniqueID")}");

    private static string Text(JsonElement inverter, string name) =>
        inverter.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "?";
}
