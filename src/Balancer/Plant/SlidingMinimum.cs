namespace WallboxMqtt.Balancer.Plant;

/// <summary>
/// The lowest value that a step function had within the last span of time, the value in force at the span's beginning included.
/// Bounded: a flood of values within one span costs precision in the safe direction (a low value is held longer), never memory.
/// </summary>
/// <param name="span">How far back it looks.</param>
/// <param name="time">The clock whose timestamps are recorded.</param>
/// <param name="initial">The value before the first one is recorded.</param>
public sealed class SlidingMinimum(TimeSpan span, TimeProvider time, double initial)
{
    private const int Capacity = 256;

    // Ascending in time and in value: a later lower value makes earlier higher ones irrelevant.
    private readonly List<(long From, double Value)> _steps = [(long.MinValue, initial)];

    /// <summary>Records that the value is <paramref name="value"/> from <paramref name="from"/> on; not earlier than the one before.</summary>
    public void Record(long from, double value)
    {
        while (_steps.Count > 0 && _steps[^1].Value >= value)
        {
            from = _steps.Count == 1 ? long.MinValue : _steps[^1].From;
            _steps.RemoveAt(_steps.Count - 1);
        }

        _steps.Add((from, value));
        if (_steps.Count > Capacity)
            _steps.RemoveAt(1);
    }

    /// <summary>The lowest value from <paramref name="now"/> - span to <paramref name="now"/>.</summary>
    public double At(long now)
    {
        while (_steps.Count > 1 && time.GetElapsedTime(_steps[1].From, now) >= span)
            _steps.RemoveAt(0);
        return _steps[0].Value;
    }
    /// <summary>How long until a higher value counts, if nothing lower comes; null where none waits.</summary>
    public TimeSpan? RisesIn(long now)
    {
        At(now);
        return _steps.Count > 1 ? span - time.GetElapsedTime(_steps[1].From, now) : null;
    }
}
