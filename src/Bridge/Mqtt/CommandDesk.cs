using System.Text;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Carries out what people command, by MQTT or HTTP. It changes the intent and nothing else; the next cycle reads it.</summary>
internal sealed class CommandDesk(IntentStore intents, IIntentKeeper keeper)
{
    private const int MaximumLength = 256;
    private const double HighestLimit = 100_000;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Commands a mode: one of the contract's words in any spelling.</summary>
    internal Task<CommandResult> SetModeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (Text(payload.Span) is not { } text || !ChargingModes.TryParse(text, out var mode))
            return Task.FromResult(new CommandResult(false, $"allowed: {string.Join(", ", ChargingModes.Words)}"));
        return KeepAsync(intents.SetMode(mode), $"mode is {mode.Word()}", cancellation);
    }

    /// <summary>Commands a limit: watts, or <c>none</c>. It only tightens.</summary>
    internal Task<CommandResult> SetLimitAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (Text(payload.Span) is not { } text)
            return Refuse();
        if (text.AsSpan().Trim().Equals("none", StringComparison.OrdinalIgnoreCase))
            return KeepAsync(intents.SetLimit(null), "no limit", cancellation);
        return Watts.TryParse(text, out var limit) && limit.Value is >= 0 and <= HighestLimit
            ? KeepAsync(intents.SetLimit(limit), $"limit is {limit}", cancellation)
            : Refuse();

        static Task<CommandResult> Refuse() =>
            Task.FromResult(new CommandResult(false, $"allowed: none, or 0 to {HighestLimit:0} W"));
    }

    private async Task<CommandResult> KeepAsync(Intent intent, string done, CancellationToken cancellation) =>
        await keeper.SaveAsync(intent, cancellation) is { } warning
            ? new CommandResult(true, $"{done}; a restart will not know it: {warning}")
            : new CommandResult(true, done);

    private static string? Text(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MaximumLength)
            return null;
        try
        {
            return s_strict.GetString(payload);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
