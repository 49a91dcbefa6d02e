namespace WallboxMqtt.Balancer.Timing;

/// <summary>
/// Lets one loop wait until it is signalled or until time is up. Setting it never waits, often is once, and a signal that comes while the
/// loop does not wait ends the next wait at once.
/// </summary>
/// <param name="time">The clock of the waits.</param>
public sealed class AsyncSignal(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiter;
    private bool _set;

    /// <summary>Ends the wait.</summary>
    public void Set()
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            waiter = _waiter;
            _waiter = null;
            _set = waiter is null;
        }

        waiter?.TrySetResult();
    }

    /// <summary>Waits for <see cref="Set"/>, cancellation, or for <paramref name="longest"/>; whichever it was, it does not throw.</summary>
    /// <param name="longest">How long at most; infinite for no bound.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        var bounded = longest != Timeout.InfiniteTimeSpan;
        Task wait;
        lock (_gate)
        {
            if (_set || (bounded && longest <= TimeSpan.Zero))
            {
                _set = false;
                return;
            }

            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wait = _waiter.Task;
        }

        // Timers count whole milliseconds, cut down: a wake just before its time would be one for nothing.
        await using (bounded ? time.CreateTimer(static signal => ((AsyncSignal)signal!).Set(), this, TimeSpan.FromMilliseconds(Math.Ceiling(longest.TotalMilliseconds)), Timeout.InfiniteTimeSpan) : null)
        await using (cancellation.UnsafeRegister(static signal => ((AsyncSignal)signal!).Set(), this))
            await wait;
    }
}
