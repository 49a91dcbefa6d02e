using System.Globalization;
using System.Text.Json;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Inverters.Fronius;

/// <summary>
/// Reads Fronius' power flow in both shapes: the push upload (<c>Body.Site</c>) and the answer of GetPowerFlowRealtimeData
/// (<c>Body.Data.Site</c>). Fronius Solar API V1, chapter GetPowerFlowRealtimeData.
/// </summary>
public static class PowerFlowParser
{
    /// <summary>Reads a document; null while it is only the beginning of one.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="PowerFlowException">JSON, but not a power flow.</exception>
    public static PowerFlow? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            using var document = PowerFlowDocument.Read(body);
            return document is null ? null : Read(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            // "\ud800" is JSON (RFC 8259, section 8.2), but no text.
            throw new PowerFlowException("a name or a text holds half a character");
        }
    }

    private static PowerFlow Read(JsonElement root)
    {
        var head = Member(root, "Head", "Head");
        var status = Member(head, "Status", "Head.Status");
        var code = Member(status, "Code", "Head.Status.Code");
        if (code.ValueKind != JsonValueKind.Number || !code.TryGetInt32(out var statusCode))
            throw Odd("Head.Status.Code", code, "a whole number");
        var timestamp = Timestamp(Member(head, "Timestamp", "Head.Timestamp"));

        // A failed answer has an empty body: its code is all there is to tell.
        if (statusCode != 0)
            return new PowerFlow(statusCode, timestamp, null, null, null, null, null, null);

        var body = Object(Member(root, "Body", "Body"), "Body");
        if (body.TryGetProperty("Data", out var data))
            body = Object(data, "Body.Data");
        var site = Object(Member(body, "Site", "Body.Site"), "Body.Site");
        var load = Number(site, "P_Load", "Body.Site.P_Load");
        return new PowerFlow(
            statusCode,
            timestamp,
            InverterPower(Object(Member(body, "Inverters", "Body.Inverters"), "Body.Inverters")),
            Watts(Number(site, "P_PV", "Body.Site.P_PV")),
            Watts(Number(site, "P_Grid", "Body.Site.P_Grid")),
            Watts(-load),
            WattHours(Number(site, "E_Total", "Body.Site.E_Total")),
            WattHours(Number(site, "E_Day", "Body.Site.E_Day")));
    }

    // The keys are Solar Net addresses, not always "1": the sum of all counts.
    private static Watts? InverterPower(JsonElement inverters)
    {
        Watts? sum = null;
        foreach (var inverter in inverters.EnumerateObject())
        {
            var name = $"Body.Inverters.{inverter.Name}";
            if (Number(Object(inverter.Value, name), "P", name + ".P") is { } power)
                sum = new Watts((sum?.Value ?? 0) + power);
        }

        return sum;
    }

    private static DateTimeOffset Timestamp(JsonElement element) =>
        element.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(
            element.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var timestamp)
            ? timestamp
            : throw Odd("Head.Timestamp", element, "a date and time (RFC 3339)");

    private static JsonElement Member(JsonElement parent, string name, string path) =>
        Object(parent, path).TryGetProperty(name, out var member)
            ? member
            : throw new PowerFlowException($"{path} is missing");

    private static JsonElement Object(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Odd(path, element, "an object");

    private static double? Number(JsonElement parent, string name, string path)
    {
        if (!parent.TryGetProperty(name, out var element) || element.ValueKind == JsonValueKind.Null)
            return null;
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number) || !double.IsFinite(number))
            throw Odd(path, element, "a number or null");
        return number;
    }

    private static PowerFlowException Odd(string path, JsonElement found, string allowed)
    {
        var text = found.ValueKind == JsonValueKind.Undefined ? "nothing" : found.GetRawText();
        return new PowerFlowException($"{path} is {(text.Length > 40 ? text[..40] + "..." : text)}; allowed: {allowed}");
    }

    private static Watts? Watts(double? value) => value is { } watts ? new Watts(watts) : null;

    private static WattHours? WattHours(double? value) => value is { } wattHours ? new WattHours(wattHours) : null;
}
