namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Wakes the one who waits on it, at the latest after a given time. Ringing never waits; ringing often is ringing once.</summary>
internal sealed class Alarm(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _rung = NewSource();

    /// <summary>Wakes whoever waits, or whoever waits next.</summary>
    public void Ring()
    {
        lock (_gate)
            _rung.TrySetResult();
    }

    /// <summary>Completes when rung or after <paramref name="atMost"/>; throws when cancelled.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        Task rung;
        lock (_gate)
            rung = _rung.Task;
        using (var delay = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
        {
            await Task.WhenAny(rung, Task.Delay(atMost, time, delay.Token));
            await delay.CancelAsync();
        }

        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_rung.Task.IsCompleted)
                _rung = NewSource();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
