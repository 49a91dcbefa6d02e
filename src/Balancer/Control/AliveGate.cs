namespace WallboxMqtt.Balancer.Control;

/// <summary>
/// Decides when the sign of life may be written: only behind a control cycle that finished lately and whose setpoint the
/// charger acknowledged. A heartbeat of its own would keep a wallbox out of its failsafe while control hangs.
/// </summary>
/// <param name="timeout">The charger's failsafe timeout.</param>
/// <param name="poll">The longest pause between two cycles.</param>
/// <param name="time">Monotonic clock.</param>
public sealed class AliveGate(TimeSpan timeout, TimeSpan poll, TimeProvider time)
{
    private const int LivePolls = 3;

    // Seven answers of a second each, and some for people.
    private static readonly TimeSpan s_longestCycle = TimeSpan.FromSeconds(10);
    private long? _cycleFinishedAt;
    private long? _writtenAt;

    /// <summary>How often it is written: a quarter of the timeout, at least every 5 s, at most every second.</summary>
    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(Math.Clamp(timeout.TotalSeconds / 4, 1, 5));

    /// <summary>True where a beat is due and may be written.</summary>
    public bool MayBeat => Live && UntilDue <= TimeSpan.Zero;

    /// <summary>True behind a live, acknowledged cycle.</summary>
    public bool Live => _cycleFinishedAt is { } at && time.GetElapsedTime(at) <= poll * LivePolls;

    /// <summary>How long until the next beat is due; 0 or less when it is.</summary>
    public TimeSpan UntilDue => _writtenAt is { } at ? Interval - time.GetElapsedTime(at) : TimeSpan.Zero;

    /// <summary>A cycle finished and its setpoint stands acknowledged. One that took too long has stalled, and counts as failed.</summary>
    /// <param name="started">When it began.</param>
    public void CycleFinished(long started)
    {
        var now = time.GetTimestamp();
        _cycleFinishedAt = time.GetElapsedTime(started, now) <= s_longestCycle ? now : null;
    }

    /// <summary>A cycle failed, or its setpoint is not acknowledged: closed until one finishes.</summary>
    public void CycleFailed() => _cycleFinishedAt = null;

    /// <summary>The sign of life was written.</summary>
    public void Written() => _writtenAt = time.GetTimestamp();

    /// <summary>The connection is gone: the next one begins with a beat.</summary>
    public void Disconnected()
    {
        _cycleFinishedAt = null;
        _writtenAt = null;
    }
}
