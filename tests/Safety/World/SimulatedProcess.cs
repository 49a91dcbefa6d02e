namespace WallboxMqtt.Tests.Safety.World;

/// <summary>
/// A process in the simulated world: what it awaits goes on within it. It can be paused, as by a busy machine, and killed at any moment:
/// then nothing of it ever runs again.
/// </summary>
internal sealed class SimulatedProcess : SynchronizationContext
{
    private readonly SimulatedWorld _world;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _held = new();

    internal SimulatedProcess(SimulatedWorld world)
    {
        _world = world;
        Time = new ProcessTime(this);
    }

    /// <summary>The process's clocks and timers.</summary>
    internal TimeProvider Time { get; }

    internal bool Dead { get; private set; }

    internal bool Paused { get; private set; }

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

        public override long GetTimestamp() => process._world.Time.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => process._world.Time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            process._world.Time.CreateTimer(
                _ => process.Post(static due => ((Due)due!).Run(), new Due(callback, state)), null, dueTime, period);

        private sealed record Due(TimerCallback Callback, object? State)
        {
            internal void Run() => Callback(State);
        }
    }
}
