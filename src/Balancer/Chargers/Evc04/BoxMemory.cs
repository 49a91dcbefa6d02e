using System.Collections.Immutable;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>The habits of all boxes, by address. Without I/O: the code that stores them on disk reads <see cref="All"/>.</summary>
public sealed class BoxMemory
{
    private ImmutableDictionary<string, BoxHabits> _all = ImmutableDictionary.Create<string, BoxHabits>(StringComparer.Ordinal);

    /// <summary>Everything that is known; a new object after each change.</summary>
    public ImmutableDictionary<string, BoxHabits> All => Volatile.Read(ref _all);

    /// <summary>What is known of the box at an address; null if nothing is.</summary>
    public BoxHabits? Of(string address) => All.GetValueOrDefault(address);

    /// <summary>Takes what the box at an address has shown; never waits.</summary>
    public void Keep(string address, BoxHabits habits) =>
        ImmutableInterlocked.Update(ref _all, static (all, one) => all.SetItem(one.Address, one.Habits), (Address: address, Habits: habits));

    /// <summary>Goes on from what was kept before a restart.</summary>
    public void Restore(IEnumerable<KeyValuePair<string, BoxHabits>> kept) => Volatile.Write(ref _all, All.SetItems(kept));
}
