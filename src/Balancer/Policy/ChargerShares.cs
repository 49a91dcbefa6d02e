using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Policy;

/// <summary>
/// Divides the granted amperes among chargers: a fall goes to everyone's fair part at once; a raise takes only what the others do
/// not hold, so that it waits until their fall is acknowledged. What a charger out of reach may be drawing stays reserved for it.
/// </summary>
/// <param name="held">Amperes that any charger may be drawing before anything is written.</param>
/// <param name="fallbacks">What each offers by itself: a long silence may mean that the whole process was paused.</param>
/// <param name="time">Monotonic clock.</param>
public sealed class ChargerShares(int held, IReadOnlyList<Fallback> fallbacks, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Part[] _parts =
        [.. fallbacks.Select(fallback => new Part { Held = held, Stuck = held, Wants = true, Fallback = fallback, ReceivedAt = time.GetTimestamp() })];

    /// <summary>True once every charger was in reach: before that, what some of them hold is not known.</summary>
    public bool AllMet
    {
        get
        {
            lock (_gate)
                return _parts.Length == 1 || Array.TrueForAll(_parts, part => part.Met);
        }
    }

    /// <summary>Takes note that a charger is in reach.</summary>
    /// <returns>True if it was not before: others may have waited for it.</returns>
    public bool MarkConnected(int charger)
    {
        lock (_gate)
        {
            var first = !_parts[charger].Met;
            _parts[charger].Met = true;
            return first && _parts.Length > 1;
        }
    }

    /// <summary>Takes note of what a charger may be drawing from now on.</summary>
    /// <param name="charger">Its place in the configuration.</param>
    /// <param name="amperes">Whole amperes a phase.</param>
    /// <param name="stuck">How many of them it keeps, however low its setpoint: all of them while it is out of reach.</param>
    /// <returns>True if it changed: the other chargers' shares may have.</returns>
    public bool Hold(int charger, int amperes, int stuck)
    {
        lock (_gate)
        {
            var part = _parts[charger];
            var changed = part.MayHold(time) != amperes || part.Stuck != stuck;
            (part.Held, part.Reserved, part.Stuck, part.ReceivedAt) = (amperes, 0, stuck, time.GetTimestamp());
            return changed && _parts.Length > 1;
        }
    }

    /// <summary>Takes note of what a charger does by itself.</summary>
    public void Expect(int charger, Fallback fallback)
    {
        lock (_gate)
            _parts[charger].Fallback = fallback;
    }

    /// <summary>Takes note of whether a charger has a car that could charge.</summary>
    /// <returns>True if it changed.</returns>
    public bool Want(int charger, bool wants)
    {
        lock (_gate)
        {
            var changed = _parts[charger].Wants != wants;
            _parts[charger].Wants = wants;
            return changed && _parts.Length > 1;
        }
    }

    /// <summary>
    /// This charger's part of <paramref name="total"/> amperes; with one charger, all of it. It stays reserved until the
    /// charger's next <see cref="Hold"/>, so that no other is given the same.
    /// </summary>
    /// <param name="charger">Its place in the configuration.</param>
    /// <param name="total">Whole amperes a phase, for all chargers together.</param>
    /// <param name="kept">What this one offers already, for certain: it need not wait for the others to keep that.</param>
    /// <param name="use">How much of a part this one can use, 0 to all of it: no more is reserved.</param>
    public int Reserve(int charger, int total, int kept, Func<int, int> use)
    {
        lock (_gate)
        {
            if (_parts.Length == 1)
                return total;
            var (holding, falling) = (0, 0);
            for (var other = 0; other < _parts.Length; other++)
            {
                if (other == charger)
                    continue;
                var part = _parts[other];
                var most = Math.Max(part.MayHold(time), part.Reserved);
                holding += most;
                falling += Math.Max(part.Stuck, Math.Min(most, Fair(other, total)));
            }

            var share = Math.Clamp(Math.Max(total - holding, Math.Min(kept, total - falling)), 0, Fair(charger, total));
            _parts[charger].Reserved = use(share);
            return share;
        }
    }

    // Equal shares for those with a car; if the shares would be too small to charge, the first ones are served.
    private int Fair(int charger, int total)
    {
        if (!_parts[charger].Wants)
            return 0;
        var served = Math.Min(_parts.Count(part => part.Wants), total / Setpoints.Minimum);
        var rank = _parts.Take(charger).Count(part => part.Wants);
        return rank < served ? total / served : 0;
    }

    private sealed class Part
    {
        internal required Fallback Fallback { get; set; }

        // What it may be drawing, as last reported.
        internal int Held { get; set; }

        internal long ReceivedAt { get; set; }

        // The setpoint about to be written.
        internal int Reserved { get; set; }

        internal bool Wants { get; set; }

        internal bool Met { get; set; }

        // What it draws however low its setpoint.
        internal int Stuck { get; set; }

        internal int MayHold(TimeProvider time) =>
            Fallback.MayHaveStruck(time.GetElapsedTime(ReceivedAt)) ? Math.Max(Held, Fallback.Amperes) : Held;
    }
}
