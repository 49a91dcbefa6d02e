using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.GridMeter;

/// <summary>
/// Lowers what the chargers may draw, so that the import measured at the grid connection stays below a limit. It feeds forward: what
/// the house draws beside the chargers is calculated once for each sample of the meter, and the rest is theirs. The setpoint does not
/// enter, so that nothing can oscillate. A fall counts at once, a rise waits.
/// </summary>
public sealed class MeterGuard
{
    // Ovens and heat pumps switch on and off within minutes: their pauses are no room.
    private static readonly TimeSpan s_leastRaiseDelay = TimeSpan.FromMinutes(2);

    // How long the chargers may take to report what they drew when the meter measured: a starting car is not a load of the house.
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly MeterLimit _limit;
    private readonly int _phases;
    private readonly TimeProvider _time;
    private readonly DrawWindow[] _draws;
    private readonly SlidingExtreme _room;
    private readonly double?[] _house = new double?[DrawWindow.Lanes];
    private MeterReading? _last;
    private MeterReading? _waiting;
    private long _waitingSince;
    private bool _expired = true;
    private long _trustedFrom = long.MinValue;

    /// <summary>No reading yet.</summary>
    /// <param name="limit">What the house may import.</param>
    /// <param name="phases">Phases that the chargers are connected to.</param>
    /// <param name="chargers">For each charger, which phases of the meter its L1, L2 and L3 are, each 1 to 3.</param>
    /// <param name="raiseDelay">how long there must be room before it counts; two minutes at least.</param>
    /// <param name="time">Monotonic clock.</param>
    public MeterGuard(MeterLimit limit, int phases, IReadOnlyList<PhaseValues<int>> chargers, TimeSpan raiseDelay, TimeProvider time)
    {
        (_limit, _phases, _time) = (limit, phases, time);
        _draws = [.. chargers.Select(order => new DrawWindow(order, time))];
        _room = SlidingExtreme.Lowest(raiseDelay > s_leastRaiseDelay ? raiseDelay : s_leastRaiseDelay, time, limit.Fallback.Value);
    }

    /// <summary>Takes a sample of the meter.</summary>
    public void Take(MeterReading reading)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            Expire(now);
            if (reading.ArrivedAt < _trustedFrom)
                return;
            // Phases say more than their sum: as long as a source reports them, only they count.
            if (_limit.Current is not null && reading.Current is null && !_expired && _last?.Current is not null)
                return;
            _last = reading;
            _expired = false;
            Settle(now);
            if (Exceeds(reading))
                _room.Record(now, Room(reading));
            else
                (_waiting, _waitingSince) = (reading, now);
        }
    }

    /// <summary>Time may have passed that no clock shows: the fallback holds until a sample that arrives after this moment.</summary>
    public void Distrust()
    {
        lock (_gate)
        {
            _trustedFrom = _time.GetTimestamp();
            if (!_expired)
                Fall(_trustedFrom);
        }
    }

    /// <summary>Takes what a charger's round has measured; null while it is out of reach.</summary>
    public void Measured(int charger, ChargerReading? reading)
    {
        lock (_gate)
            _draws[charger].Record(reading);
    }

    /// <summary>What is left for all chargers together.</summary>
    public GridHeadroom Evaluate()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            Expire(now);
            if (UntilSettled(now) <= TimeSpan.Zero)
                Settle(now);
            var amperes = (int)Math.Floor(Math.Clamp(_room.At(now), 0, Setpoints.Maximum * _draws.Length));
            TimeSpan? expires = _expired ? null : _limit.MaxAge - _time.GetElapsedTime(_last!.ArrivedAt, now);
            return new GridHeadroom(
                amperes,
                _expired ? DecisionReason.MeterStale : DecisionReason.MeterLimit,
                Spans.Sooner(Spans.Sooner(_room.RelaxesIn(now), expires), UntilSettled(now)));
        }
    }

    /// <summary>The meter's status, for users.</summary>
    public MeterReport Report()
    {
        var room = Evaluate();
        lock (_gate)
            return new MeterReport(_expired ? null : _last, _last is null ? null : _time.GetElapsedTime(_last.ArrivedAt), room.Amperes);
    }

    private TimeSpan? UntilSettled(long now) => _waiting is null ? null : s_settling - _time.GetElapsedTime(_waitingSince, now);

    private void Settle(long now)
    {
        if (_waiting is { } reading)
            _room.Record(now, Room(reading));
        _waiting = null;
    }

    // Nothing can wait then.
    private bool Exceeds(MeterReading reading) => _limit.Current is { } limit && reading.Current is var (l1, l2, l3)
        ? l1 > limit || (_phases > 1 && l2 > limit) || (_phases > 2 && l3 > limit)
        : reading.Power > _limit.Total(_phases);

    private double Room(MeterReading reading)
    {
        if (_limit.Current is not { } limit || reading.Current is not var (l1, l2, l3))
            return (_limit.Total(_phases).Value - House(DrawWindow.Total, reading.Power.Value)) / (_phases * GridCap.Nominal.Value);
        var room = limit.Value - House(0, l1.Value);
        if (_phases > 1)
            room = Math.Min(room, limit.Value - House(1, l2.Value));
        return _phases > 2 ? Math.Min(room, limit.Value - House(2, l3.Value)) : room;
    }

    // When within the last seconds the meter looked is not known. While a car ramps, that leaves a span for what the house draws: what
    // was known before stands as long as it lies within.
    private double House(int lane, double import)
    {
        var (least, most) = (0d, 0d);
        foreach (var draw in _draws)
        {
            var (low, high) = draw.Of(lane);
            (least, most) = (least + low, most + high);
        }

        var house = Math.Clamp(_house[lane] ?? double.PositiveInfinity, import - most, import - least);
        _house[lane] = house;
        return house;
    }

    private void Expire(long now)
    {
        if (!_expired && _time.GetElapsedTime(_last!.ArrivedAt, now) >= _limit.MaxAge)
            Fall(now);
    }

    private void Fall(long now)
    {
        (_expired, _waiting) = (true, null);
        Array.Clear(_house);
        // Not more than it left before, either.
        _room.Record(now, Math.Min(_limit.Fallback.Value, _room.At(now)));
    }
}
