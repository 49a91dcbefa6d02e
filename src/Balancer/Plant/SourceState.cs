using WallboxMqtt.Balancer.Inverters;

namespace WallboxMqtt.Balancer.Plant;

/// <summary>One source's latest reading and whether it counts.</summary>
internal sealed class SourceState(string name)
{
    private bool _tooOld;
    private bool _untrusted;
    private string? _missed;
    private string? _distrusted;
    private long _trustedFrom = long.MinValue;

    /// <summary>As in the configuration.</summary>
    internal string Name => name;

    /// <summary>The last accepted reading; null if there was none.</summary>
    internal InverterReading? Last { get; private set; }

    /// <summary>Why its last answer was refused; null if it was not.</summary>
    internal string? Refused { get; private set; }

    /// <summary>Why it does not count whatever its age; null if it does.</summary>
    internal string? Fault => Refused ?? (Last is null ? null : _distrusted);

    /// <summary>The last accepted reading, while it counts.</summary>
    internal InverterReading? Valid => Refused is null && !_tooOld && !_untrusted ? Last : null;

    /// <summary>A reading that is young enough by every clock, of a time that is not trusted: what is lower may not be forgotten for it.</summary>
    internal InverterReading? Untrusted => Refused is null && !_tooOld && _untrusted ? Last : null;

    /// <summary>What is known through it.</summary>
    internal InverterStatus Status =>
        Refused is not null ? InverterStatus.Invalid
        : Last is null ? InverterStatus.Missing
        : _tooOld || _untrusted ? InverterStatus.Stale
        : Last.Night ? InverterStatus.Night
        : InverterStatus.Ok;

    internal void Accept(InverterReading reading)
    {
        (Last, Refused, _missed, _tooOld, _untrusted) = (reading, null, null, false, reading.ArrivedAt < _trustedFrom);
        if (!_untrusted)
            _distrusted = null;
    }

    internal void Refuse(string fault) => Refused = fault;

    /// <summary>No answer came.</summary>
    /// <returns>True if that is news.</returns>
    internal bool ReportUnavailable(string fault)
    {
        var news = _missed is null;
        _missed = fault;
        return news;
    }

    /// <summary>What arrived up to a moment counts no longer.</summary>
    internal void Distrust(long at, string why)
    {
        _trustedFrom = at;
        if (Last is { } last && last.ArrivedAt > at)
            return;
        (_distrusted, _missed) = (why, null);
        _untrusted |= Last is not null;
    }

    /// <summary>Takes note of the time.</summary>
    internal void Expire(long now, TimeSpan maxAge, TimeProvider time) =>
        _tooOld |= Last is not null && time.GetElapsedTime(Last.ArrivedAt, now) >= maxAge;

    internal SourceReport Report(long now, TimeProvider time) =>
        new(name, Status, Valid?.Power, Last is null ? null : time.GetElapsedTime(Last.ArrivedAt, now), Refused ?? _missed ?? Fault);
}
