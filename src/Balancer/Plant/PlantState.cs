using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Plant;

/// <summary>
/// The inverter's latest reading and how fresh it is, by the monotonic clock. Whatever is unknown, stale or refused counts as no sun.
/// </summary>
/// <param name="maxAge">An older reading counts as 0 W.</param>
/// <param name="raiseDelay">The span that <see cref="Sun.Steady"/> looks back.</param>
/// <param name="signal">Raised at every accepted or refused reading.</param>
/// <param name="time">Monotonic clock.</param>
public sealed class PlantState(TimeSpan maxAge, TimeSpan raiseDelay, PlantSignal signal, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SlidingMinimum _steady = new(raiseDelay, time, 0);
    private readonly long _startedAt = time.GetTimestamp();
    private InverterReading? _last;
    private string? _fault;
    private bool _expired;

    /// <summary>Takes an accepted reading.</summary>
    public void Accept(InverterReading reading)
    {
        lock (_gate)
        {
            Expire(reading.ArrivedAt);
            _last = reading;
            _fault = null;
            _expired = false;
            _steady.Record(reading.ArrivedAt, reading.Power.Value);
        }

        signal.Raise();
    }

    /// <summary>Takes note that the inverter's last answer was whole and not credible: no sun until a credible one comes.</summary>
    public void Refuse(string fault)
    {
        lock (_gate)
        {
            _fault = fault;
            _steady.Record(time.GetTimestamp(), 0);
        }

        signal.Raise();
    }

    /// <summary>What may be counted on now.</summary>
    public Sun Look()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Expire(now);
            var status = Status();
            var valid = status is InverterStatus.Ok or InverterStatus.Night;
            var raisesIn = _steady.RisesIn(now);
            TimeSpan? age = _last is null ? null : time.GetElapsedTime(_last.ArrivedAt, now);
            return new Sun(
                status,
                valid ? _last!.Power : Watts.Zero,
                new Watts(_steady.At(now)),
                valid ? _last : null,
                age,
                _fault,
                Sooner(valid ? maxAge - age : null, raisesIn),
                age ?? time.GetElapsedTime(_startedAt, now),
                _last,
                raisesIn);
        }
    }

    private InverterStatus Status() =>
        _fault is not null ? InverterStatus.Invalid
        : _last is null ? InverterStatus.Missing
        : _expired ? InverterStatus.Stale
        : _last.Night ? InverterStatus.Night
        : InverterStatus.Ok;

    // The sun went when the reading became too old, not when somebody looked.
    private void Expire(long now)
    {
        if (_expired || _last is null || time.GetElapsedTime(_last.ArrivedAt, now) < maxAge)
            return;
        _expired = true;
        _steady.Record(now, 0);
    }

    private static TimeSpan? Sooner(TimeSpan? left, TimeSpan? right) =>
        left is null ? right : right is null || left < right ? left : right;
}
