namespace WallboxMqtt.Balancer.Timing;

/// <summary>
/// The lowest or the highest value that a step function had within the last span of time, the value in force at the span's beginning
/// included. Bounded: a flood of values within one span costs precision in the safe direction (an extreme is held longer), never memory.
/// </summary>
public sealed class SlidingExtreme
{
    private const int Capacity = 256;

    private readonly TimeSpan _span;
    private readonly TimeProvider _time;
    private readonly bool _highest;

    // Ascending in time, and away from the extreme in value: a later, more extreme value makes earlier ones irrelevant.
    private readonly List<(long From, double Value)> _steps;

    private SlidingExtreme(bool highest, TimeSpan span, TimeProvider time, double initial) =>
        (_highest, _span, _time, _steps) = (highest, span, time, [(long.MinValue, initial)]);

    /// <summary>Keeps the lowest value.</summary>
    /// <param name="span">How far back it looks.</param>
    /// <param name="time">The clock whose timestamps are recorded.</param>
    /// <param name="initial">The value before the first one is recorded.</param>
    public static SlidingExtreme Lowest(TimeSpan span, TimeProvider time, double initial) => new(highest: false, span, time, initial);

    /// <summary>Keeps the highest value.</summary>
    /// <inheritdoc cref="Lowest" path="/param"/>
    public static SlidingExtreme Highest(TimeSpan span, TimeProvider time, double initial) => new(highest: true, span, time, initial);

    /// <summary>Records that the value is <paramref name="value"/> from <paramref name="from"/> on; not earlier than the one before.</summary>
    public void Record(long from, double value)
    {
        while (_steps.Count > 0 && (_highest ? _steps[^1].Value <= value : _steps[^1].Value >= value))
        {
            from = _steps.Count == 1 ? long.MinValue : _steps[^1].From;
            _steps.RemoveAt(_steps.Count - 1);
        }

        _steps.Add((from, value));
        if (_steps.Count > Capacity)
            _steps.RemoveAt(1);
    }

    /// <summary>The extreme from <paramref name="now"/> - span to <paramref name="now"/>.</summary>
    public double At(long now)
    {
        while (_steps.Count > 1 && _time.GetElapsedTime(_steps[1].From, now) >= _span)
            _steps.RemoveAt(0);
        return _steps[0].Value;
    }

    /// <summary>How long until a less extreme value counts, if no other is recorded; null if none waits.</summary>
    public TimeSpan? RelaxesIn(long now)
    {
        At(now);
        return _steps.Count > 1 ? _span - _time.GetElapsedTime(_steps[1].From, now) : null;
    }
}
