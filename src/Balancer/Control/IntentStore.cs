using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control;

/// <summary>Holds what people last commanded. Commands change it here and nowhere else; the next cycle reads it.</summary>
public sealed class IntentStore(Intent initial, PlantSignal signal)
{
    private readonly Lock _gate = new();
    private Intent _current = initial;
    private long _commands;

    /// <summary>The intent now.</summary>
    public Intent Current => Volatile.Read(ref _current);

    /// <summary>Counts the commands since the start, repeated ones included: a person's word clears what only a person may clear.</summary>
    public long Commands => Interlocked.Read(ref _commands);

    /// <summary>Takes a commanded mode.</summary>
    public Intent SetMode(ChargingMode mode) => Change(now => now with { Mode = mode });

    /// <summary>Takes a commanded limit, 0 W or more; null for none.</summary>
    public Intent SetLimit(Watts? limit) => Change(now => now with { Limit = limit });

    private Intent Change(Func<Intent, Intent> change)
    {
        Intent changed;
        lock (_gate)
        {
            changed = change(_current);
            Volatile.Write(ref _current, changed);
            _commands++;
        }

        signal.Raise();
        return changed;
    }
}
