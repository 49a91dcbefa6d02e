namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>
/// The oracle's own record of what the inverter's sources said: what is valid now, and the lowest that was valid during the last raise
/// delay. Where sources contradict each other for a minute, the lowest counts; the service may notice that as late as its next look.
/// </summary>
/// <param name="now">The world's clock.</param>
/// <param name="maxAge">An older reading is none.</param>
/// <param name="raiseDelay">So long sun must have been there to count.</param>
/// <param name="noticed">How late the service may notice what time alone brings about.</param>
internal sealed class SunRecord(Func<long> now, TimeSpan maxAge, TimeSpan raiseDelay, TimeSpan noticed)
{
    private const double HighestShare = 0.2;
    private const double LeastWatts = 230;
    private static readonly long s_contradicts = TimeSpan.FromSeconds(60).Ticks;

    // What each source said last: its power and when it came, or since when it has been odd. An odd answer takes away its own source only.
    private readonly Dictionary<string, (double Power, long At, long? OddSince)> _received = [];
    private readonly List<(long From, double Power)> _steps = [(0, 0)];
    private long? _differSince;
    private int _parties;
    private (long At, int Version) _settled = (-1, -1);

    /// <summary>When it last changed, by an event or by a reading's age.</summary>
    internal long ChangedAt { get; private set; }

    /// <summary>Counts the events.</summary>
    internal int Version { get; private set; }

    /// <summary>Power that is valid now, W.</summary>
    internal double Valid
    {
        get
        {
            Settle();
            return _steps[^1].Power;
        }
    }

    /// <summary>The lowest that was valid during the last raise delay, W.</summary>
    internal double Steady
    {
        get
        {
            Settle();
            while (_steps.Count > 1 && _steps[1].From <= now() - raiseDelay.Ticks)
                _steps.RemoveAt(0);
            return _steps.Min(step => step.Power);
        }
    }

    /// <summary>True while no reading is valid.</summary>
    internal bool Dark => !Live().Any();

    /// <summary>A sound reading arrived.</summary>
    internal void Received(string source, double power) => Changed(() => _received[source] = (power, now(), null));

    /// <summary>A whole document arrived that is not credible.</summary>
    internal void Odd(string source) => Changed(() =>
    {
        var before = _received.GetValueOrDefault(source);
        _received[source] = before with { OddSince = before.OddSince ?? now() };
    });

    /// <summary>Time was lost, and the service can know it: what was heard counts no longer, from each source until it is heard again.</summary>
    /// <param name="before">What came after that moment counts; null for now.</param>
    internal void Distrusted(long? before = null) => Changed(() =>
    {
        _steps.Add((now(), 0));
        foreach (var (source, one) in _received.Where(pair => !(pair.Value.At > before)))
            _received[source] = one with { OddSince = one.OddSince ?? now() };
    });

    /// <summary>So much time has passed that the service cannot know of: what was heard is younger by its clocks.</summary>
    internal void Unnoticed(TimeSpan span) => Changed(() =>
    {
        foreach (var (source, one) in _received)
            _received[source] = one with { At = one.At + span.Ticks };

        _differSince += span.Ticks;
        // What time alone brought about meanwhile did not happen by its clocks, and the steps of before are younger by them.
        var since = now() - span.Ticks;
        _steps.RemoveAll(step => step.From > since);
        for (var i = 0; i < _steps.Count; i++)
            _steps[i] = (_steps[i].From + span.Ticks, _steps[i].Power);
        if (_steps.Count == 0)
            _steps.Add((now(), 0));
    });

    /// <summary>A new service knows nothing.</summary>
    internal void Forget() => Changed(() =>
    {
        _received.Clear();
        (_differSince, _parties) = (null, 0);
        _steps.Add((now(), 0));
    });

    private void Changed(Action change)
    {
        Settle();
        change();
        (ChangedAt, Version) = (now(), Version + 1);
        Settle();
    }

    private IEnumerable<(double Power, long At, long? OddSince)> Live() =>
        _received.Values.Where(one => one.OddSince is null && now() - one.At < maxAge.Ticks);

    // A reading ends when it becomes too old, not when somebody looks.
    private void Settle()
    {
        if (_settled == (now(), Version))
            return;
        _settled = (now(), Version);
        var live = Live().ToArray();
        foreach (var (_, at, odd) in _received.Values)
        {
            if (odd is null && now() - at >= maxAge.Ticks)
                ChangedAt = Math.Max(ChangedAt, at + maxAge.Ticks);
        }

        var (low, high) = live.Length == 0 ? (0, 0) : (live.Min(one => one.Power), live.Max(one => one.Power));
        var differ = high - low > LeastWatts && high - low > HighestShare * high;
        // Once it stands, it ends when as many agree again, not when one of them is silent.
        if (differ)
            _differSince ??= now();
        else if (live.Length >= _parties)
            (_differSince, _parties) = (null, 0);
        var contradict = differ && now() - _differSince >= s_contradicts + noticed.Ticks;
        if (contradict)
            _parties = Math.Max(_parties, live.Length);
        var counts = live.Length == 0 ? 0
            : contradict ? low
            : live.MaxBy(one => one.At).Power;
        if (counts == _steps[^1].Power)
            return;
        var from = live.Length == 0 ? Math.Max(ChangedAt, _steps[^1].From) : now();
        _steps.Add((from, counts));
    }
}
