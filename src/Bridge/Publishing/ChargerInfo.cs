using System.Collections.Immutable;
using System.Text.Json;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>The topic <c>info</c> of a charger: who it is, and which of its registers cannot be read.</summary>
internal static class ChargerInfo
{
    /// <summary>A JSON object, unknown fields null; null if nothing is known.</summary>
    public static string? Json(ChargerIdentity? identity, RegisterGaps gaps)
    {
        if (identity is null && gaps == RegisterGaps.None)
            return null;
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("serial", identity?.Serial);
            json.WriteString("brand", identity?.Brand);
            json.WriteString("model", identity?.Model);
            json.WriteString("firmware", identity?.Firmware);
            json.WriteString("charge_point_id", identity?.ChargePointId);
            if (identity?.Phases is { } phases)
                json.WriteNumber("phases", phases);
            else
                json.WriteNull("phases");
            if (PlainNumber.Of(identity?.RatedPower) is { } power)
            {
                json.WritePropertyName("rated_power");
                json.WriteRawValue(power);
            }
            else
            {
                json.WriteNull("rated_power");
            }

            Write(json, "left_out", gaps.LeftOut);
            Write(json, "refused", gaps.Refused);
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<ushort> addresses)
    {
        json.WriteStartArray(name);
        foreach (var address in addresses)
            json.WriteNumberValue(address);
        json.WriteEndArray();
    }
}
