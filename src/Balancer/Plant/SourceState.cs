using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Plant;

/// <summary>One source's latest reading and whether it counts.</summary>
internal sealed class SourceState(string name)
{
    private bool _expired;
    private string? _missed;
    private string? _distrusted;
    private long _trustedFrom = long.MinValue;

    /// <summary>As in the configuration.</summary>
    internal string Name => name;

    /// <summary>The last accepted reading; null where there was none.</summary>
    internal InverterReading? Last { get; private set; }

    /// <summary>Why its last answer was refused; null where it was not.</summary>
    internal string? Refused { get; private set; }

    /// <summary>Why it does not count whatever its age; null where it does.</summary>
    internal string? Fault => Refused ?? (Last is null ? null : _distrusted);

    /// <summary>The last accepted reading, while it counts.</summary>
    internal InverterReading? Valid => Refused is null && !_expired ? Last : null;

    /// <summary>What is known through it.</summary>
    internal InverterStatus Status =>
        Refused is not null ? InverterStatus.Invalid
        : Last is null ? InverterStatus.Missing
        : _expired ? InverterStatus.Stale
        : Last.Night ? InverterStatus.Night
        : InverterStatus.Ok;

    internal void Accept(InverterReading reading)
    {
        (Last, Refused, _missed, _expired) = (reading, null, null, reading.ArrivedAt < _trustedFrom);
        if (!_expired)
            _distrusted = null;
    }

    internal void Refuse(string fault) => Refused = fault;

    /// <summary>No answer came.</summary>
    /// <returns>True where that is news.</returns>
    internal bool Miss(string fault)
    {
        var news = _missed is null;
        _missed = fault;
        return news;
    }

    /// <summary>What arrived up to now counts no longer.</summary>
    internal void Distrust(long now, string why)
    {
        (_trustedFrom, _distrusted, _missed) = (now, why, null);
        _expired |= Last is not null;
    }

    /// <summary>Takes note of the time.</summary>
    internal void Expire(long now, TimeSpan maxAge, TimeProvider time) =>
        _expired |= Last is not null && time.GetElapsedTime(Last.ArrivedAt, now) >= maxAge;

    internal SourceReport Report(long now, TimeProvider time) =>
        new(name, Status, Valid?.Power, Last is null ? null : time.GetElapsedTime(Last.ArrivedAt, now), Refused ?? _missed ?? Fault);
}
