namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// Shows the exchanges of one device to one listener at a time. Without a listener it costs nothing; with one, it
/// never waits for it.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class ModbusTap(TimeProvider time)
{
    private TapListener? _listener;

    /// <summary>The listener; null for none.</summary>
    internal TapListener? Listener => Volatile.Read(ref _listener);

    /// <summary>The clock of its exchanges.</summary>
    internal TimeProvider Time => time;

    /// <summary>Begins to listen; dispose the listener to end it.</summary>
    /// <param name="room">How many exchanges are kept for a listener who does not read them; those that come then are lost, and counted.</param>
    /// <returns>Null if there is a listener already.</returns>
    public TapListener? Listen(int room)
    {
        var listener = new TapListener(this, room);
        return Interlocked.CompareExchange(ref _listener, listener, null) is null ? listener : null;
    }

    /// <summary>Ends it.</summary>
    internal void Leave(TapListener listener) => Interlocked.CompareExchange(ref _listener, null, listener);
}
