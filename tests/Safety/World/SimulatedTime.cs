namespace WallboxMqtt.Tests.Safety.World;

/// <summary>A clock that moves only when told to, and then from timer to timer. The wall clock can be set apart from the monotonic one.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    private readonly PriorityQueue<(SimulatedTimer Timer, int Generation), (long Due, long Order)> _timers = new();
    private long _order;

    /// <summary>Monotonic time in ticks of 100 ns.</summary>
    public long Now { get; private set; }

    /// <summary>Timers that wait, those included that were set anew since.</summary>
    public int Waiting => _timers.Count;

    /// <summary>How far the wall clock is off its true course.</summary>
    public TimeSpan WallClockOffset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now;

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2026, 6, 21, 10, 0, 0, TimeSpan.Zero).AddTicks(Now) + WallClockOffset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer not later than <paramref name="limit"/> and fires it; false where there is none.</summary>
    public bool FireNext(long limit)
    {
        while (_timers.TryPeek(out var entry, out var key) && key.Due <= limit)
        {
            _timers.Dequeue();
            if (entry.Timer.Generation != entry.Generation)
                continue;
            Now = Math.Max(Now, key.Due);
            entry.Timer.Fire();
            return true;
        }

        return false;
    }

    /// <summary>Moves on without firing.</summary>
    public void MoveTo(long now) => Now = Math.Max(Now, now);

    private void Schedule(SimulatedTimer timer, TimeSpan due) =>
        _timers.Enqueue((timer, timer.Generation), (Now + due.Ticks, _order++));

    private sealed class SimulatedTimer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public int Generation { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Generation++;
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
                time.Schedule(this, dueTime);
            return true;
        }

        public void Fire()
        {
            if (_period != Timeout.InfiniteTimeSpan && _period > TimeSpan.Zero)
                time.Schedule(this, _period);
            callback(state);
        }

        public void Dispose() => Generation++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
