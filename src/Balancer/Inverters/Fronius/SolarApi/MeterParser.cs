using System.Text.Json;
using WallboxMqtt.Balancer.Units;
using static WallboxMqtt.Balancer.Inverters.Fronius.SolarJson;

namespace WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

/// <summary>
/// Reads the answer of GetMeterRealtimeData in both shapes: of the whole system (<c>Body.Data."0"</c>, ...) and of one device
/// (<c>Body.Data</c> itself), with the names of the manual and with those of early GEN24 firmware (<c>SMARTMETER_...</c>,
/// <c>ACBRIDGE_...</c>). Only the meter at the grid connection counts. Fronius Solar API V1, chapter GetMeterRealtimeData.
/// </summary>
public static class MeterParser
{
    private static readonly string[] s_location = ["Meter_Location_Current", "SMARTMETER_VALUE_LOCATION_U16"];
    private static readonly string[] s_power = ["PowerReal_P_Sum", "SMARTMETER_POWERACTIVE_MEAN_SUM_F64"];
    private static readonly string[] s_time = ["TimeStamp", "COMPONENTS_TIME_STAMP_U64"];
    private static readonly string[] s_enabled = ["Enable", "COMPONENTS_MODE_ENABLE_U16"];
    private static readonly string[] s_visible = ["Visible", "COMPONENTS_MODE_VISIBLE_U16"];

    /// <summary>Reads a document; null while it is only the beginning of one.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="PowerFlowException">JSON, but not the answer of a meter, or one that says that it failed.</exception>
    public static SolarApiMeter? Parse(ReadOnlySpan<byte> body) => SolarJson.Parse(body, Read);

    private static SolarApiMeter Read(JsonElement root)
    {
        var code = StatusCode(Member(root, "Head", "Head"));
        if (code != FroniusStatus.Okay)
            throw new PowerFlowException($"Head.Status.Code is {FroniusStatus.Print(code)}; allowed: 0");
        var data = Object(Member(Member(root, "Body", "Body"), "Data", "Body.Data"), "Body.Data");
        if (IsMeter(data))
            return IsAtGrid(data) ? Meter(data) : SolarApiMeter.None;

        var found = SolarApiMeter.None;
        foreach (var device in data.EnumerateObject())
        {
            if (device.Value.ValueKind != JsonValueKind.Object || !IsAtGrid(device.Value))
                continue;
            if (found != SolarApiMeter.None)
                throw new PowerFlowException("two meters say that they are at the grid connection; allowed: one");
            found = Meter(device.Value);
        }

        return found;
    }

    private static bool IsMeter(JsonElement element) =>
        s_location.Concat(s_power).Any(name => element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Object);

    // Other places: 1 the consumption, 3 another generator, 256 and above a single consumer.
    private static bool IsAtGrid(JsonElement meter) =>
        Find(meter, s_location) == 0 && !IsOff(meter, s_enabled) && !IsOff(meter, s_visible);

    private static SolarApiMeter Meter(JsonElement meter) => new(
        Find(meter, s_power) is { } power ? new Watts(power) : null,
        Phase(meter, 1) is { } one && Phase(meter, 2) is { } two && Phase(meter, 3) is { } three ? new PhaseValues<Amperes>(one, two, three) : null,
        Find(meter, s_time));

    // Most meters report currents without their sign. If the power has none either, it is taken as import: the safe side.
    private static Amperes? Phase(JsonElement meter, int phase) =>
        Find(meter, [$"Current_AC_Phase_{phase}", $"ACBRIDGE_CURRENT_ACTIVE_MEAN_0{phase}_F32"]) is { } current
        && Find(meter, [$"PowerReal_P_Phase_{phase}", $"SMARTMETER_POWERACTIVE_0{phase}_F64"]) is { } power
            ? new Amperes(Math.CopySign(current, power < 0 ? -1 : 1))
            : null;

    private static double? Find(JsonElement meter, string[] names)
    {
        foreach (var name in names)
        {
            if (Number(meter, name, $"the meter's {name}") is { } number)
                return number;
        }

        return null;
    }

    // "Visible" 0: incomplete or outdated values. Booleans may be texts.
    private static bool IsOff(JsonElement meter, string[] names) => names.Any(name =>
        meter.TryGetProperty(name, out var element)
        && element.ValueKind is JsonValueKind.False or JsonValueKind.Number or JsonValueKind.String
        && element.GetRawText().Trim('"') is "0" or "0.0" or "false");
}
