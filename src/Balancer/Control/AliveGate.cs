namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Decides when the sign of life may be written: only after a control cycle whose setpoint the charger acknowledged and was
/// asked for lately. A heartbeat of its own would keep a wallbox out of its failsafe while control hangs.
/// </summary>
/// <param name="timeout">The charger's failsafe timeout, the shortest that it may be.</param>
/// <param name="time">Monotonic clock.</param>
public sealed class AliveGate(Func<TimeSpan> timeout, TimeProvider time)
{
    // A read-back requested earlier than this is outdated: the process was paused, or answers did not come.
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_reserve = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private long? _confirmedAt;
    private long? _writtenAt;

    /// <summary>How often it is written: a quarter of the timeout, at least every 5 s, at most every second.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(Math.Clamp(timeout().TotalSeconds / 4, 1, 5));

    /// <summary>True after a live, acknowledged cycle.</summary>
    public bool Live => SinceConfirmed <= s_fresh;

    /// <summary>How long ago the setpoint was last confirmed.</summary>
    public TimeSpan SinceConfirmed => _confirmedAt is { } at ? time.GetElapsedTime(at) : TimeSpan.MaxValue;

    /// <summary>How long until the next beat is due; 0 or less when it is.</summary>
    public TimeSpan UntilDue => _writtenAt is { } at ? Interval - time.GetElapsedTime(at) : TimeSpan.Zero;

    /// <summary>True if a beat is due, whether or not it may be written, or a request that may take <paramref name="longest"/> would put it off for too long.</summary>
    public bool IsDueBefore(TimeSpan longest)
    {
        if (_writtenAt is not { } at)
            return true;
        var since = time.GetElapsedTime(at);
        // The charger looks this often (EVC04: half the timeout, 3 s at least); reading back and beating take their time, too.
        var period = TimeSpan.FromSeconds(Math.Max(3, timeout().TotalSeconds / 2));
        var reserve = period / 3 < s_reserve ? period / 3 : s_reserve;
        return since >= Interval || (since >= s_shortest && since + longest > period - reserve);
    }

    /// <summary>The setpoint was read back and holds.</summary>
    /// <param name="asked">When it was asked for.</param>
    public void Confirmed(long asked) => _confirmedAt = asked;

    /// <summary>The cycle failed, or its setpoint is not acknowledged: closed until one is confirmed.</summary>
    public void Failed() => _confirmedAt = null;

    /// <summary>The sign of life was written.</summary>
    public void Written() => _writtenAt = time.GetTimestamp();

    /// <summary>The connection is gone: the next one begins with a beat.</summary>
    public void Disconnected()
    {
        _confirmedAt = null;
        _writtenAt = null;
    }
}
