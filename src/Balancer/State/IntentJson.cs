using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.State;

/// <summary>The intent as it is kept: <c>{"mode":"off","limit":4200,"stopped":["charger"]}</c>.</summary>
internal static class IntentJson
{
    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is not what <see cref="Write"/> writes.</exception>
    internal static Intent Read(ReadOnlyMemory<byte> content)
    {
        var kept = JsonSerializer.Deserialize(content.Span, IntentContext.Default.IntentShape) ?? throw new JsonException("null");
        if (!ChargingModes.TryParse(kept.Mode, out var mode))
            throw new JsonException("mode is not one of " + string.Join(", ", ChargingModes.Words));
        if (kept.Limit is { } watts && !(double.IsFinite(watts) && watts >= 0))
            throw new JsonException("limit is not null or a number from 0 on");
        if (kept.Stopped.IsDefault || kept.Stopped.Contains(null!))
            throw new JsonException("stopped is not a list of charger ids");
        return new Intent(mode, kept.Limit is { } limit ? new Watts(limit) : null) { Stopped = kept.Stopped };
    }

    /// <summary>Writes it.</summary>
    internal static byte[] Write(Intent intent) => JsonSerializer.SerializeToUtf8Bytes(
        new IntentShape { Mode = intent.Mode.Word(), Limit = intent.Limit?.Value, Stopped = intent.Stopped }, IntentContext.Default.IntentShape);
}
