using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.Commands;

/// <summary>
/// Executes commands, wherever they come from: reads the text and changes the intent, which the next control cycle reads and the
/// saver keeps for the next start. Executing waits for neither; an answer may wait for the latter.
/// </summary>
internal sealed class CommandExecutor(IntentStore store, IntentSaver saver, TimeProvider time)
{
    /// <summary>The largest limit that is taken, in W.</summary>
    public const double LargestLimit = 100_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private long _accepted;
    private long _refused;

    /// <summary>Commands that were executed since the start.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Commands that were refused since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>
    /// Completes a result for the answer: where the command acts but could not be kept for the next start, its reason says so.
    /// </summary>
    public async Task<CommandResult> SettleAsync(CommandResult result, CancellationToken cancellation)
    {
        if (!result.Accepted)
            return result;
        using var deadline = new Deadline(s_patience, time, cancellation);
        string? warning;
        try
        {
            warning = await result.Kept.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            warning = "the disk does not answer";
        }

        return warning is null ? result : result with { Reason = $"{result.Reason}; not kept for the next start: {warning}" };
    }

    /// <summary>Executes a command; never throws.</summary>
    /// <param name="command"><c>mode</c> or <c>limit</c>.</param>
    /// <param name="payload">UTF-8, at most 256 bytes: a mode's word; <c>none</c> or a power such as <c>4200</c> or <c>4.2 kW</c>.</param>
    public CommandResult Execute(string command, ReadOnlySpan<byte> payload)
    {
        var (accepted, reason) = Read(command, payload);
        Interlocked.Increment(ref accepted ? ref _accepted : ref _refused);
        return new CommandResult(CommandPayload.Show(payload), accepted, reason, time.GetLocalNow()) { Kept = saver.Kept };
    }

    /// <summary>The answer to a command that is not executed at all.</summary>
    public CommandResult Refuse(ReadOnlySpan<byte> payload, string reason)
    {
        Interlocked.Increment(ref _refused);
        return new(CommandPayload.Show(payload), Accepted: false, reason, time.GetLocalNow());
    }

    private (bool Accepted, string Reason) Read(string command, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > CommandPayload.Longest)
            return (false, $"longer than {CommandPayload.Longest} bytes");
        if (CommandPayload.Read(payload) is not { } text)
            return (false, "not UTF-8 text");
        if (string.IsNullOrWhiteSpace(text))
            return (false, "empty");
        return command switch
        {
            "mode" => SetMode(text),
            "limit" => SetLimit(text),
            _ => (false, "no such command; allowed: mode, limit"),
        };
    }

    private (bool Accepted, string Reason) SetMode(string text)
    {
        if (!ChargingModes.TryParse(text, out var mode))
            return (false, $"not a mode; allowed: {string.Join(", ", ChargingModes.Words)}");
        store.SetMode(mode);
        return (true, $"mode is {mode.Word()}");
    }

    private (bool Accepted, string Reason) SetLimit(string text)
    {
        if (text.AsSpan().Trim().Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            store.SetLimit(null);
            return (true, "there is no limit");
        }

        if (!Watts.TryParse(text, out var limit) || limit.Value is not (>= 0 and <= LargestLimit))
            return (false, "not a limit; allowed: none, or a power from 0 W to 100 kW such as 4200 or 4.2 kW");
        store.SetLimit(limit);
        return (true, $"limit is {limit}");
    }
}
