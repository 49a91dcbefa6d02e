using System.Collections.Immutable;

namespace WallboxMqtt.Balancer.Plant;

/// <summary>
/// Says "something new was heard": a sample or a command. Every control loop listens through its <see cref="Waker"/>. Raising
/// never waits, and many raises before a loop looks are one.
/// </summary>
public sealed class PlantSignal
{
    private ImmutableArray<Waker> _wakers = [];
    private long _version;

    /// <summary>Counts the raises: a loop in the middle of its reads sees that something is new.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Wakes all loops.</summary>
    public void Raise()
    {
        Interlocked.Increment(ref _version);
        foreach (var waker in _wakers)
            waker.Wake();
    }

    internal void Add(Waker waker) => ImmutableInterlocked.Update(ref _wakers, (all, one) => all.Add(one), waker);

    internal void Remove(Waker waker) => ImmutableInterlocked.Update(ref _wakers, (all, one) => all.Remove(one), waker);
}
