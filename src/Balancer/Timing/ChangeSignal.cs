using System.Collections.Immutable;

namespace WallboxMqtt.Balancer.Timing;

/// <summary>
/// Signals that something new was received: a sample or a command. Every control loop waits on a signal of its own. Raising never waits, and
/// many raises before a loop looks are one.
/// </summary>
public sealed class ChangeSignal
{
    private ImmutableArray<AsyncSignal> _listeners = [];
    private long _version;

    /// <summary>Counts the raises: a loop in the middle of its reads sees that something is new.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Makes a listener.</summary>
    public AsyncSignal Listen(TimeProvider time)
    {
        var listener = new AsyncSignal(time);
        ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Add(one), listener);
        return listener;
    }

    /// <summary>The listener listens no longer.</summary>
    public void Remove(AsyncSignal listener) => ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Remove(one), listener);

    /// <summary>Wakes all listeners.</summary>
    public void Raise()
    {
        Interlocked.Increment(ref _version);
        foreach (var listener in _listeners)
            listener.Set();
    }
}
