namespace WallboxMqtt.Balancer.Timing;

/// <summary>How long to wait before the next attempt: doubling from the first delay to the longest, each spread by a fifth.</summary>
/// <param name="first">After the first failure.</param>
/// <param name="longest">Never longer than this.</param>
/// <param name="random">Spreads the delays; seeded in tests.</param>
public sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private int _failures;

    /// <summary>Counts a failure and returns how long to wait.</summary>
    public TimeSpan Next()
    {
        var doubled = first * Math.Pow(2, Math.Min(_failures++, 20));
        var delay = doubled < longest ? doubled : longest;
        return delay * (0.8 + (0.2 * random.NextDouble()));
    }

    /// <summary>Forgets the failures.</summary>
    public void Reset() => _failures = 0;
}
