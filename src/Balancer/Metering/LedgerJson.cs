using System.Buffers;
using System.Text.Json;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>
/// The counters as they are kept, in Wh: <c>{"inverter":1,"chargers":{"charger":{"meter":2,"began":1,"sun":0.5,"grid":0.5}}}</c>. Beside
/// these, if known, for the meter and (with <c>session</c> in front) the session: <c>device</c>, <c>offset</c>, <c>follows</c>; and
/// <c>sessionLasted</c> in s. Earlier versions did not write these: then the meter is the device's.
/// </summary>
public static class LedgerJson
{
    /// <summary>Reads them.</summary>
    /// <exception cref="JsonException">It is not what <see cref="Write(LedgerState)"/> writes.</exception>
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
                Write(json, "meter", charger.Meter.Value);
                Write(json, "began", charger.Began);
                Write(json, "sun", charger.Charged.Sun);
                Write(json, "grid", charger.Charged.Grid);
                Write(json, "device", charger.Meter.Device);
                Write(json, "offset", charger.Meter.Offset);
                json.WriteBoolean("follows", charger.Meter.Follows);
                Write(json, charger.Session);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static ChargeState Charger(JsonElement charger)
    {
        var meter = Energy(charger, "meter");
        return new ChargeState(
            new CounterState(meter, Added(charger, "device", meter), Added(charger, "offset", null) ?? default, Flag(charger, "follows")),
            Energy(charger, "began"),
            new ChargedEnergy(Counted(charger, "sun"), Counted(charger, "grid")),
            Session(charger));
    }

    private static SessionState Session(JsonElement charger) => new(
        new CounterState(
            Added(charger, "session", null),
            Added(charger, "sessionDevice", null),
            Added(charger, "sessionOffset", null) ?? default,
            Flag(charger, "sessionFollows")),
        Added(charger, "sessionLasted", null) is { Value: >= 0 and <= uint.MaxValue } seconds ? TimeSpan.FromSeconds(seconds.Value) : null);

    private static void Write(Utf8JsonWriter json, SessionState session)
    {
        if (session.Counter.Value is null)
            return;
        Write(json, "session", session.Counter.Value);
        Write(json, "sessionDevice", session.Counter.Device);
        Write(json, "sessionOffset", session.Counter.Offset);
        json.WriteBoolean("sessionFollows", session.Counter.Follows);
        if (session.Lasted is { } lasted)
            json.WriteNumber("sessionLasted", Math.Round(lasted.TotalSeconds, 3));
    }

    // A member that earlier versions did not write.
    private static WattHours? Added(JsonElement parent, string name, WattHours? absent) => parent.TryGetProperty(name, out _) ? Energy(parent, name) : absent;

    private static bool Flag(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value))
            return true;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new JsonException($"{name} is not true or false");
    }

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
