using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.State;

/// <summary>The intent as it is kept: <c>{"mode":"off","limit":4200,"stopped":["charger"]}</c>.</summary>
internal static class IntentJson
{
    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is not what <see cref="Write"/> writes.</exception>
    /// <exception cref="InvalidOperationException">A text in it is not UTF-8.</exception>
    internal static Intent Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("not an object");
        return new Intent(Mode(root), Limit(root)) { Stopped = Stopped(root) };
    }

    /// <summary>Writes it.</summary>
    internal static byte[] Write(Intent intent)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("mode", intent.Mode.Word());
            if (intent.Limit is { } limit)
                json.WriteNumber("limit", limit.Value);
            else
                json.WriteNull("limit");
            json.WriteStartArray("stopped");
            foreach (var charger in intent.Stopped)
                json.WriteStringValue(charger);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static ChargingMode Mode(JsonElement root) =>
        root.TryGetProperty("mode", out var word) && word.ValueKind == JsonValueKind.String && ChargingModes.TryParse(word.GetString(), out var mode)
            ? mode
            : throw new JsonException("mode is not one of " + string.Join(", ", ChargingModes.Words));

    private static Watts? Limit(JsonElement root)
    {
        if (!root.TryGetProperty("limit", out var limit))
            throw new JsonException("limit is missing");
        if (limit.ValueKind == JsonValueKind.Null)
            return null;
        return limit.ValueKind == JsonValueKind.Number && limit.TryGetDouble(out var watts) && double.IsFinite(watts) && watts >= 0
            ? new Watts(watts)
            : throw new JsonException("limit is not null or a number from 0 on");
    }

    // Missing in files of before there was such a thing.
    private static ImmutableArray<string> Stopped(JsonElement root)
    {
        if (!root.TryGetProperty("stopped", out var stopped))
            return [];
        if (stopped.ValueKind != JsonValueKind.Array || stopped.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.String))
            throw new JsonException("stopped is not a list of charger ids");
        return stopped.GetArrayLength() == 0 ? [] : [.. stopped.EnumerateArray().Select(id => id.GetString()!)];
    }
}
