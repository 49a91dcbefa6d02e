using System.Text.Json;
using WallboxMqtt.Balancer.Units;
using static WallboxMqtt.Balancer.Inverters.Fronius.SolarJson;

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
    public static PowerFlow? Parse(ReadOnlySpan<byte> body) => SolarJson.Parse(body, Read);

    private static PowerFlow Read(JsonElement root)
    {
        var head = Member(root, "Head", "Head");
        var statusCode = StatusCode(head);
        var timestamp = Timestamp(head);

        // A failed answer has an empty body: only its code can be reported.
        if (statusCode != FroniusStatus.Okay)
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
            WattHours(Number(site, "E_Day", "Body.Site.E_Day")))
        {
            MeterAtGrid = site.TryGetProperty("Meter_Location", out var location) && location.GetRawText() == "\"grid\"",
        };
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

    private static Watts? Watts(double? value) => value is { } watts ? new Watts(watts) : null;

    private static WattHours? WattHours(double? value) => value is { } wattHours ? new WattHours(wattHours) : null;
}
