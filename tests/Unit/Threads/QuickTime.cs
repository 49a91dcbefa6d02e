namespace WallboxMqtt.Tests.Unit.Threads;

/// <summary>Waits of up to a second are over at once, on a thread of the pool; longer ones never.</summary>
internal sealed class QuickTime : TimeProvider
{
    private static readonly TimeSpan s_quick = TimeSpan.FromSeconds(1);

    private bool _stands;

    /// <summary>From now on no wait is over.</summary>
    internal void Stand() => Volatile.Write(ref _stands, value: true);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new QuickTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class QuickTimer(QuickTime time, Action strike) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero && dueTime <= s_quick && !Volatile.Read(ref time._stands))
                ThreadPool.UnsafeQueueUserWorkItem(static strike => strike(), strike, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
