using System.Collections.Immutable;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Plant;

/// <summary>
/// The latest reading of each source and how fresh it is, by the monotonic clock. The newest that is valid counts; where sources
/// contradict each other, the lowest. Whatever is unknown, stale or refused counts as no sun.
/// </summary>
public sealed class PlantState : IReadingSink
{
    private readonly Lock _gate = new();
    // The longest that anything looks back, beside the readings' age and the raise delay: a meter's room.
    private static readonly TimeSpan s_longestLook = TimeSpan.FromMinutes(2);

    private readonly TimeSpan _maxAge;
    private readonly TimeSpan _raiseDelay;
    private readonly ChangeSignal _signal;
    private readonly TimeProvider _time;
    private readonly SlidingExtreme _steady;
    private readonly Contradiction _contradiction;
    private readonly WallClockWatch _wallClock;
    private readonly long _startedAt;
    private ImmutableArray<SourceState> _sources;
    private (long At, string Why)? _distrusted;

    /// <summary>No reading yet.</summary>
    /// <param name="maxAge">An older reading counts as 0 W.</param>
    /// <param name="raiseDelay">The span that <see cref="PlantView.Steady"/> looks back.</param>
    /// <param name="signal">Raised at every accepted or refused reading.</param>
    /// <param name="time">The clock that ages are judged by, and the wall clock, whose jumps ahead are watched.</param>
    /// <param name="sources">The configured sources' names; any other is added with its first report.</param>
    public PlantState(TimeSpan maxAge, TimeSpan raiseDelay, ChangeSignal signal, TimeProvider time, IEnumerable<string>? sources = null)
    {
        (_maxAge, _raiseDelay, _signal, _time) = (maxAge, raiseDelay, signal, time);
        _steady = SlidingExtreme.Lowest(raiseDelay, time, 0);
        _contradiction = new Contradiction(time);
        _wallClock = new WallClockWatch(time);
        _startedAt = time.GetTimestamp();
        _sources = [.. (sources ?? []).Select(name => new SourceState(name))];
    }

    /// <summary>The meter at the grid connection; null if not used.</summary>
    public Action<MeterReading>? Meter { get; init; }

    /// <summary>
    /// Called with the reason when all earlier readings no longer count: other readings of that time must be dropped, too. It must
    /// neither wait nor call back.
    /// </summary>
    public Action<string>? Distrusted { get; init; }

    /// <inheritdoc />
    public bool WantsMeter => Meter is not null;

    /// <inheritdoc />
    public void Accept(InverterReading reading)
    {
        lock (_gate)
        {
            WatchWallClock();
            // If the last reading became too old before this one came, that is a gap, whether or not it was looked at.
            Record();
            Source(reading.Source).Accept(reading);
            Record();
        }

        _signal.Raise();
    }

    /// <inheritdoc />
    public void Accept(MeterReading reading)
    {
        if (Meter is not { } meter)
            return;
        CheckClocks();
        meter(reading);
        _signal.Raise();
    }

    /// <inheritdoc />
    public void Refuse(string source, string fault)
    {
        lock (_gate)
        {
            Source(source).Refuse(fault);
            Record();
        }

        _signal.Raise();
    }

    /// <inheritdoc />
    public void ReportUnavailable(string source, string fault)
    {
        lock (_gate)
        {
            if (!Source(source).ReportUnavailable(fault))
                return;
        }

        _signal.Raise();
    }

    /// <summary>
    /// Time may have passed that no clock shows: what was accepted before no longer counts, from each source until a reading that arrives
    /// after that moment. A raise waits its whole time again.
    /// </summary>
    /// <param name="why">In one line.</param>
    /// <param name="before">The latest moment at which that time may have passed; null for now.</param>
    public void Distrust(string why, long? before = null)
    {
        lock (_gate)
        {
            // Nothing of that time counts any more.
            if (before is { } at && _time.GetElapsedTime(at) > _maxAge + _raiseDelay + s_longestLook)
                return;
            Forget(why, before);
            _steady.Record(_time.GetTimestamp(), 0);
            Record();
        }

        _signal.Raise();
    }

    /// <summary>Distrusts what was accepted if the wall clock has jumped ahead since the last look. Cheap: call it before each decision.</summary>
    public void CheckClocks()
    {
        lock (_gate)
            WatchWallClock();
    }

    /// <summary>What may be counted on now.</summary>
    public PlantView Evaluate()
    {
        lock (_gate)
        {
            WatchWallClock();
            var (now, valid) = Record();
            var counts = Counting(valid);
            var last = _sources.Select(source => source.Last).MaxBy(reading => reading?.ArrivedAt ?? long.MinValue);
            var raisesIn = _steady.RelaxesIn(now);
            TimeSpan? age = last is null ? null : _time.GetElapsedTime(last.ArrivedAt, now);
            return new PlantView(
                Status(counts),
                counts?.Power ?? Watts.Zero,
                new Watts(_steady.At(now)),
                counts is null ? null : Complete(counts, valid),
                age,
                counts is null ? _sources.Select(source => source.Fault).FirstOrDefault(fault => fault is not null) : null,
                Spans.Sooner(valid.Length > 0 ? _maxAge - valid.Max(reading => _time.GetElapsedTime(reading.ArrivedAt, now)) : null, raisesIn),
                age ?? _time.GetElapsedTime(_startedAt, now),
                last,
                raisesIn)
            {
                Sources = [.. _sources.Select(source => source.Report(now, _time))],
                Contradiction = _contradiction.Fault,
            };
        }
    }

    // At the moment of use, not by a timer: a decision may come first.
    private void WatchWallClock()
    {
        if (_wallClock.Evaluate() is not { } ahead)
            return;
        Forget($"the wall clock jumped ahead by {ahead.TotalSeconds:0} s");
        _signal.Raise();
    }

    private void Forget(string why, long? before = null)
    {
        var at = before ?? _time.GetTimestamp();
        _distrusted = (at, why);
        foreach (var source in _sources)
            source.Distrust(at, why);
        Distrusted?.Invoke(why);
    }

    // What counts, from this moment on. A reading expired when it became too old, not when it was looked at.
    private (long Now, ImmutableArray<InverterReading> Valid) Record()
    {
        var now = _time.GetTimestamp();
        foreach (var source in _sources)
            source.Expire(now, _maxAge, _time);
        ImmutableArray<InverterReading> valid = [.. _sources.Select(source => source.Valid).OfType<InverterReading>()];
        _contradiction.Evaluate(valid, now);
        _steady.Record(now, Counting(valid)?.Power.Value ?? 0);
        return (now, valid);
    }

    private InverterReading? Counting(ImmutableArray<InverterReading> valid) =>
        valid.Length == 0 ? null
        : !_contradiction.Stands ? valid.MaxBy(reading => reading.ArrivedAt)
        : valid.Concat(_sources.Select(source => source.Untrusted).OfType<InverterReading>()).MinBy(reading => reading.Power);

    // Not every source reports everything: what one leaves out, another may know. Energies come from one source, or they would jump.
    private static InverterReading Complete(InverterReading counts, ImmutableArray<InverterReading> valid)
    {
        var newest = valid.OrderByDescending(reading => reading.ArrivedAt).ToArray();
        var metered = counts.GridPower is not null ? counts : newest.FirstOrDefault(reading => reading.GridPower is not null) ?? counts;
        return counts with
        {
            GridPower = metered.GridPower,
            LoadPower = metered.LoadPower,
            EnergyTotal = valid.Select(reading => reading.EnergyTotal).FirstOrDefault(energy => energy is not null),
            EnergyDay = valid.Select(reading => reading.EnergyDay).FirstOrDefault(energy => energy is not null),
        };
    }

    private InverterStatus Status(InverterReading? counts)
    {
        if (counts is not null)
            return counts.Night ? InverterStatus.Night : InverterStatus.Ok;
        InverterStatus[] worst = [InverterStatus.Invalid, InverterStatus.Stale];
        return worst.FirstOrDefault(status => _sources.Any(source => source.Status == status), InverterStatus.Missing);
    }

    private SourceState Source(string name)
    {
        foreach (var source in _sources)
        {
            if (source.Name == name)
                return source;
        }

        var added = new SourceState(name);
        if (_distrusted is var (at, why))
            added.Distrust(at, why);
        _sources = _sources.Add(added);
        return added;
    }
}
