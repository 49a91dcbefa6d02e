namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// Shows the exchanges of one device to somebody who listens: one at a time. While nobody does, it costs nothing; while somebody does, it
/// never waits for him.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class ModbusTap(TimeProvider time)
{
    private TapListener? _listener;

    /// <summary>The one who listens; null for nobody.</summary>
    internal TapListener? Listener => Volatile.Read(ref _listener);

    /// <summary>The clock of its exchanges.</summary>
    internal TimeProvider Time => time;

    /// <summary>Begins to listen; dispose the listener to end it.</summary>
    /// <param name="room">How many exchanges are kept for a listener who does not read them; those that come then are lost, and counted.</param>
    /// <returns>Null where somebody listens already.</returns>
    public TapListener? Listen(int room)
    {
        var listener = new TapListener(this, room);
        return Interlocked.CompareExchange(ref _listener, listener, null) is null ? listener : null;
    }

    /// <summary>Ends it.</summary>
    internal void Leave(TapListener listener) => Interlocked.CompareExchange(ref _listener, null, listener);
}
