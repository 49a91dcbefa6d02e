using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>The topic <c>info</c> of a charger: who it is.</summary>
internal static class ChargerInfo
{
    /// <summary>The identity as a JSON object, fields that were not told null; null where nothing is known.</summary>
    public static string? Json(ChargerIdentity? identity)
    {
        if (identity is null)
            return null;
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("serial", identity.Serial);
            json.WriteString("brand", identity.Brand);
            json.WriteString("model", identity.Model);
            json.WriteString("firmware", identity.Firmware);
            json.WriteString("charge_point_id", identity.ChargePointId);
            if (identity.Phases is { } phases)
                json.WriteNumber("phases", phases);
            else
                json.WriteNull("phases");
            if (PlainNumber.Of(identity.RatedPower) is { } power)
            {
                json.WritePropertyName("rated_power");
                json.WriteRawValue(power);
            }
            else
            {
                json.WriteNull("rated_power");
            }

            json.WriteEndObject();
        });
    }
}
