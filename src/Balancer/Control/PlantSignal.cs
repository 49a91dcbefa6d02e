namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Says "something new was heard": a sample or a command. Every control loop waits on it; raising it never waits, and many
/// raises before a loop looks are one.
/// </summary>
public sealed class PlantSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = NewSource();
    private long _version;

    /// <summary>Counts the raises.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Wakes all that wait.</summary>
    public void Raise()
    {
        TaskCompletionSource source;
        lock (_gate)
        {
            _version++;
            source = _next;
            _next = NewSource();
        }

        source.TrySetResult();
    }

    /// <summary>Completes once <see cref="Version"/> differs from <paramref name="seen"/>.</summary>
    public Task ChangedSince(long seen)
    {
        lock (_gate)
            return _version != seen ? Task.CompletedTask : _next.Task;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
