namespace WallboxMqtt.Simulator.Evc04;

/// <summary>
/// A car behind a control pilot: starts some time after it is offered current, follows an offer over a few seconds in a straight
/// line, stops when it is full. Its current is a pure function of the monotonic time between two offers.
/// </summary>
public sealed class SimulatedCar
{
    private const int LeastOffer = 6;
    private double _from;
    private double _to;
    private TimeSpan _begins;
    private TimeSpan _ends;

    /// <summary>Phases it charges on, 1 to 3.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>The most it draws, amperes a phase.</summary>
    public double MaxCurrent { get; init; } = 32;

    /// <summary>What it still takes, Wh.</summary>
    public double Wants { get; init; } = 60_000;

    /// <summary>How long it takes to start once offered current.</summary>
    public TimeSpan StartDelay { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How long it takes to follow an offer (IEC 61851-1 allows 5 s).</summary>
    public TimeSpan FollowTime { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Amperes that it draws above what it is offered, from the next offer on: a fault.</summary>
    public double Overdraw { get; set; }

    /// <summary>Amperes that it draws whatever it is offered, as behind a welded contactor: a fault.</summary>
    public double MustDraw { get; set; }

    /// <summary>Sets a new offer.</summary>
    internal void Offer(double amperes, TimeSpan now, bool full)
    {
        var drawn = At(now);
        var target = amperes < LeastOffer || full ? 0 : Math.Min(amperes, MaxCurrent) + Overdraw;
        var starts = drawn == 0 && target > 0;
        _from = drawn;
        _to = target;
        _begins = starts ? now + StartDelay : now;
        _ends = _begins + FollowTime;
    }

    /// <summary>Amperes a phase that it draws.</summary>
    internal double At(TimeSpan now) => Math.Max(
        MustDraw,
        now <= _begins ? _from
        : now >= _ends ? _to
        : _from + ((_to - _from) * ((now - _begins) / (_ends - _begins))));

    /// <summary>Ampere-hours a phase drawn between two moments.</summary>
    internal double Charge(TimeSpan since, TimeSpan until)
    {
        var sum = 0d;
        var (from, breaks) = (since, new[] { _begins, _ends, until });
        foreach (var bend in breaks)
        {
            var to = bend < from ? from : bend > until ? until : bend;
            sum += (At(from) + At(to)) / 2 * (to - from).TotalHours;
            from = to;
        }

        return sum;
    }
}
