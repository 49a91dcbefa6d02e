namespace WallboxMqtt.Tests.Safety.World;

/// <summary>
/// A process in the simulated world: what it awaits goes on within it. It can be paused, as by a busy machine; its whole machine can stand
/// still, with its clocks; and it can be killed at any moment: then nothing of it ever runs again.
/// </summary>
internal sealed class SimulatedProcess : SynchronizationContext
{
    private readonly SimulatedWorld _world;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _held = new();
    private readonly List<ProcessTimer> _overslept = [];
    private long? _haltedAt;
    private long _slept;
    private long _unnoticed;

    internal SimulatedProcess(SimulatedWorld world)
    {
        _world = world;
        Time = new ProcessTime(this);
    }

    /// <summary>The process's clocks and timers.</summary>
    internal TimeProvider Time { get; }

    internal bool Dead { get; private set; }

    internal bool Paused { get; private set; }

    /// <summary>True while its machine stands still.</summary>
    internal bool Halted => _haltedAt is not null;

    /// <summary>What its wall clock is behind, until it is corrected.</summary>
    internal TimeSpan WallClockBehind { get; set; }

    // Timers wait by a clock that stands still with the machine.
    private long Awake => (_haltedAt ?? _world.Time.Now) - _slept;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!Dead)
            _world.Post(this, d, state);
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs something within the process, as soon as it may run.</summary>
    internal void Do(Action action) => Post(static action => ((Action)action!)(), action);

    internal void Pause() => Paused = true;

    internal void Resume()
    {
        Paused = false;
        while (_held.TryDequeue(out var held))
            _world.Post(this, held.Callback, held.State);
    }

    /// <summary>Its machine stands still: suspended, or a virtual one that is paused.</summary>
    internal void Halt()
    {
        _haltedAt = _world.Time.Now;
        Pause();
    }

    /// <summary>Its machine goes on.</summary>
    /// <param name="unnoticed">True where neither of its clocks shows that time has passed.</param>
    internal void GoOn(bool unnoticed)
    {
        var slept = _world.Time.Now - _haltedAt!.Value;
        (_haltedAt, _slept) = (null, _slept + slept);
        if (unnoticed)
        {
            _unnoticed += slept;
            WallClockBehind += TimeSpan.FromTicks(slept);
        }

        Resume();
        foreach (var timer in _overslept)
            timer.Due();
        _overslept.Clear();
    }

    internal void Kill()
    {
        Dead = true;
        _held.Clear();
    }

    /// <summary>True where the process runs; otherwise it holds what is due, or is dead.</summary>
    internal bool Takes(SendOrPostCallback callback, object? state)
    {
        if (Paused && !Dead)
            _held.Enqueue((callback, state));
        return !Paused && !Dead;
    }

    private sealed class ProcessTime(SimulatedProcess process) : TimeProvider
    {
        public override long TimestampFrequency => process._world.Time.TimestampFrequency;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override long GetTimestamp() => process._world.Time.GetTimestamp() - process._unnoticed;

        public override DateTimeOffset GetUtcNow() => process._world.Time.GetUtcNow() - process.WallClockBehind;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new ProcessTimer(process, callback, state);
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class ProcessTimer : ITimer
    {
        private readonly SimulatedProcess _process;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _world;
        private long _due;
        private TimeSpan _period;

        internal ProcessTimer(SimulatedProcess process, TimerCallback callback, object? state)
        {
            (_process, _callback, _state) = (process, callback, state);
            _world = process._world.Time.CreateTimer(
                static timer => ((ProcessTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (_due, _period) = (_process.Awake + dueTime.Ticks, period);
            return _world.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _world.Dispose();

        public ValueTask DisposeAsync() => _world.DisposeAsync();

        internal void Due()
        {
            var left = TimeSpan.FromTicks(_due - _process.Awake);
            if (_process.Halted)
            {
                _process._overslept.Add(this);
            }
            else if (left > TimeSpan.Zero)
            {
                _world.Change(left, Timeout.InfiniteTimeSpan);
            }
            else
            {
                if (_period > TimeSpan.Zero)
                    Change(_period, _period);
                _process.Post(static timer => ((ProcessTimer)timer!).Run(), this);
            }
        }

        private void Run() => _callback(_state);
    }
}
