namespace WallboxMqtt.Balancer.Modbus;

/// <summary>One at a time, in the order in which they came.</summary>
internal sealed class TurnQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _taken;

    /// <summary>Waits for one's turn. What is not cancelled must be ended.</summary>
    internal async ValueTask BeginAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource mine;
        lock (_gate)
        {
            if (!_taken)
            {
                _taken = true;
                return;
            }

            mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(mine);
        }

        await using (cancellation.UnsafeRegister(static waiting => ((TaskCompletionSource)waiting!).TrySetCanceled(), mine))
            await mine.Task;
    }

    /// <summary>Ends one's turn.</summary>
    internal void End()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }

            _taken = false;
        }
    }
}
