namespace WallboxMqtt.Balancer.Timing;

/// <summary>
/// Notices that the wall clock has jumped ahead: time may have been lost that no other clock shows, as in a virtual machine that was
/// paused and whose wall clock is corrected afterwards. A jump back and a slow drift mean nothing.
/// </summary>
/// <param name="time">Both clocks.</param>
internal sealed class WallClockWatch(TimeProvider time)
{
    // A leap second, and the drift of a crystal that ran uncorrected for a day.
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(5);
    private (long Timestamp, DateTimeOffset Wall) _last = (time.GetTimestamp(), time.GetUtcNow());

    /// <summary>How far it has jumped ahead since the last look; null if it has not. Callers take turns.</summary>
    internal TimeSpan? Evaluate()
    {
        var last = _last;
        _last = (time.GetTimestamp(), time.GetUtcNow());
        var ahead = _last.Wall - last.Wall - time.GetElapsedTime(last.Timestamp, _last.Timestamp);
        return ahead > s_most ? ahead : null;
    }
}
