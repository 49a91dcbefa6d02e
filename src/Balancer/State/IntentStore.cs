using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.State;

/// <summary>Holds what users last commanded. Commands change it here and nowhere else; the next cycle reads it.</summary>
public sealed class IntentStore(Intent initial, ChangeSignal signal)
{
    private readonly Lock _gate = new();
    private Intent _current = initial;

    /// <summary>The intent now.</summary>
    public Intent Current => Volatile.Read(ref _current);

    /// <summary>After each change, with the new intent. Must return at once: a control loop may wait for it.</summary>
    public event Action<Intent>? Changed;

    /// <summary>Takes a commanded mode, and lets stopped chargers go.</summary>
    public Intent SetMode(ChargingMode mode) => Change(now => now with { Mode = mode, Stopped = [] });

    /// <summary>Takes a commanded limit, 0 W or more; null for none.</summary>
    public Intent SetLimit(Watts? limit) => Change(now => now with { Limit = limit });

    /// <summary>Stops a charger until a person commands a mode: its car draws more than it is offered.</summary>
    public void Stop(string charger)
    {
        if (!Current.Stopped.Contains(charger))
            Change(now => now.Stopped.Contains(charger) ? now : now with { Stopped = now.Stopped.Add(charger) });
    }

    private Intent Change(Func<Intent, Intent> change)
    {
        Intent changed;
        lock (_gate)
        {
            changed = change(_current);
            Volatile.Write(ref _current, changed);
            // Within the lock: the saver must see the changes in order.
            Changed?.Invoke(changed);
        }

        signal.Raise();
        return changed;
    }
}
