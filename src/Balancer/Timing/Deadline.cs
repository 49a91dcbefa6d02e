namespace WallboxMqtt.Balancer.Timing;

/// <summary>Bounds in time what can also be cancelled: one token for both.</summary>
public sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _either;

    /// <summary>Begins now.</summary>
    /// <param name="span">How long it may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it before.</param>
    public Deadline(TimeSpan span, TimeProvider time, CancellationToken cancellation)
    {
        _late = new CancellationTokenSource(span, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, cancellation);
    }

    /// <summary>Cancelled when the time is up, or by the caller's token.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>True once the time is up.</summary>
    public bool IsOver => _late.IsCancellationRequested;

    /// <inheritdoc />
    public void Dispose()
    {
        _either.Dispose();
        _late.Dispose();
    }
}
