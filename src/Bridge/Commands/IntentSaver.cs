using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Bridge.Commands;

/// <summary>
/// Has the latest intent kept, beside the commands and never in their way: the first at once, then at most one a second; tried again
/// every 30 s after a failure, and once more when the service stops.
/// </summary>
internal sealed class IntentSaver
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_lastTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly IIntentKeeper _keeper;
    private readonly TimeProvider _time;
    private readonly AsyncSignal _offered;
    private readonly ILogger _logger;
    private Pending? _waiting;
    private Pending? _inHand;
    private Intent? _saved;
    private bool _failureReported;

    /// <summary>Keeps each change of the store from now on, once <see cref="RunAsync"/> runs.</summary>
    public IntentSaver(IntentStore store, IIntentKeeper keeper, TimeProvider time, ILogger<IntentSaver> logger)
    {
        (_keeper, _time, _logger, _offered) = (keeper, time, logger, new AsyncSignal(time));
        store.Changed += Note;
    }

    /// <summary>Completes when all changes so far are kept: with null, or with one line on why they are not.</summary>
    public Task<string?> Kept
    {
        get
        {
            lock (_gate)
                return (_waiting ?? _inHand)?.Kept.Task ?? Task.FromResult<string?>(null);
        }
    }

    /// <summary>Saves until cancelled, then what is still to be saved.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                // What could not be saved is due again after a while.
                await _offered.WaitAsync(_inHand is null ? Timeout.InfiniteTimeSpan : s_retry, cancellation);
                cancellation.ThrowIfCancellationRequested();
                await SaveAsync(s_timeout, cancellation);
                await Task.Delay(s_pause, _time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await SaveAsync(s_lastTimeout, CancellationToken.None);
        }
    }

    private void Note(Intent intent)
    {
        lock (_gate)
            _waiting = new Pending(intent, _waiting?.Kept ?? new TaskCompletionSource<string?>());
        _offered.Set();
    }

    private async Task SaveAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        Pending? superseded;
        lock (_gate)
            (superseded, _inHand, _waiting) = (_waiting is null ? null : _inHand, _waiting ?? _inHand, null);
        superseded?.Kept.TrySetResult("a newer command came");
        if (_inHand is not { } pending)
            return;
        var warning = pending.Intent == _saved ? null : await WriteAsync(pending.Intent, timeout, cancellation);
        if (warning is null)
            (_saved, _inHand) = (pending.Intent, null);
        else if (!_failureReported)
            _logger.IntentNotSaved(warning);
        _failureReported = warning is not null;
        // The waiting caller continues here: nothing may follow.
        pending.Kept.TrySetResult(warning);
    }

    private async Task<string?> WriteAsync(Intent intent, TimeSpan timeout, CancellationToken cancellation)
    {
        using var deadline = new Deadline(timeout, _time, cancellation);
        try
        {
            return await _keeper.SaveAsync(intent, deadline.Token).AsTask().WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"it took longer than {timeout.TotalSeconds:0} s";
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return fault.Message;
        }
    }

    private sealed record Pending(Intent Intent, TaskCompletionSource<string?> Kept);
}
