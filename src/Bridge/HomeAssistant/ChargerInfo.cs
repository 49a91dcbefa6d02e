using System.Text;
using System.Text.Json;
using WallboxMqtt.Balancer.Chargers;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>A charger's <c>info</c> topic.</summary>
internal static class ChargerInfo
{
    internal static string Json(ChargerIdentity identity)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("serial", identity.Serial);
            json.WriteString("brand", identity.Brand);
            json.WriteString("model", identity.Model);
            json.WriteString("firmware", identity.Firmware);
            if (identity.Phases is { } phases)
                json.WriteNumber("phases", phases);
            else
                json.WriteNull("phases");
            if (identity.RatedPower is { } power)
                json.WriteNumber("rated_power", power.Value);
            else
                json.WriteNull("rated_power");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
