namespace WallboxMqtt.Balancer.Plant;

/// <summary>Lets one loop sleep until something new is heard or time is up. A wake that comes while nobody sleeps ends the next sleep at once.</summary>
public sealed class Waker : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PlantSignal _signal;
    private readonly ITimer _timer;
    private TaskCompletionSource? _sleeper;
    private bool _woken;

    /// <summary>Listens from now on.</summary>
    public Waker(PlantSignal signal, TimeProvider time)
    {
        _signal = signal;
        _timer = time.CreateTimer(static waker => ((Waker)waker!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        signal.Add(this);
    }

    /// <summary>Ends the sleep.</summary>
    public void Wake()
    {
        TaskCompletionSource? sleeper;
        lock (_gate)
        {
            sleeper = _sleeper;
            _sleeper = null;
            _woken = sleeper is null;
        }

        sleeper?.TrySetResult();
    }

    /// <summary>Sleeps until <see cref="Wake"/>, the signal, or for <paramref name="longest"/>.</summary>
    public async ValueTask SleepAsync(TimeSpan longest, CancellationToken cancellation)
    {
        Task sleep;
        lock (_gate)
        {
            if (_woken || longest <= TimeSpan.Zero)
            {
                _woken = false;
                return;
            }

            _sleeper = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            sleep = _sleeper.Task;
        }

        // Timers count whole milliseconds, cut down: a wake just before its time would be one for nothing.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(longest.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        await using (cancellation.UnsafeRegister(static waker => ((Waker)waker!).Wake(), this))
            await sleep;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _signal.Remove(this);
        _timer.Dispose();
    }
}
