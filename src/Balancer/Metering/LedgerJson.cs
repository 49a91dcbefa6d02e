using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>The counters as they are kept: <c>{"inverter":1,"chargers":{"charger":{"meter":2,"began":1,"sun":0.5,"grid":0.5}}}</c>, in Wh.</summary>
public static class LedgerJson
{
    /// <summary>Reads them.</summary>
    /// <exception cref="JsonException">It is not what <see cref="Write"/> writes.</exception>
    /// <exception cref="InvalidOperationException">A text in it is not UTF-8.</exception>
    public static LedgerState Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var chargers = Member(document.RootElement, "chargers");
        if (chargers.ValueKind != JsonValueKind.Object)
            throw new JsonException("chargers is not an object");
        return new LedgerState(
            Energy(document.RootElement, "inverter"),
            LedgerState.Empty.Chargers.SetItems(chargers.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, Charger(one.Value)))));
    }

    /// <summary>Writes them.</summary>
    public static byte[] Write(LedgerState state)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, "inverter", state.Inverter);
            json.WriteStartObject("chargers");
            foreach (var (id, charger) in state.Chargers)
            {
                json.WriteStartObject(id);
                Write(json, "meter", charger.Meter);
                Write(json, "began", charger.Began);
                Write(json, "sun", charger.Charged.Sun);
                Write(json, "grid", charger.Charged.Grid);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static ChargeState Charger(JsonElement charger) => new(
        Energy(charger, "meter"),
        Energy(charger, "began"),
        new ChargedEnergy(Counted(charger, "sun"), Counted(charger, "grid")));

    private static WattHours Counted(JsonElement parent, string name) =>
        Energy(parent, name) is { Value: >= 0 } energy ? energy : throw new JsonException($"{name} is not a number from 0 on");

    private static WattHours? Energy(JsonElement parent, string name)
    {
        var value = Member(parent, name);
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var energy) && double.IsFinite(energy)
            ? new WattHours(energy)
            : throw new JsonException($"{name} is not a number");
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : throw new JsonException($"{name} is missing");

    private static void Write(Utf8JsonWriter json, string name, WattHours? energy)
    {
        if (energy is { } known)
            json.WriteNumber(name, Math.Round(known.Value, 3));
        else
            json.WriteNull(name);
    }
}
