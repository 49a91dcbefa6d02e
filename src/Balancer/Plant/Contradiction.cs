using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Plant;

/// <summary>
/// Watches whether the sources contradict each other: by more than 20 % of the highest, and by more than an ampere, for a whole
/// minute. Within that, clouds and different intervals explain it. It ends when they agree, not when one of them is silent.
/// </summary>
/// <param name="time">Monotonic clock.</param>
internal sealed class Contradiction(TimeProvider time)
{
    private const double HighestShare = 0.2;

    // One ampere on one phase: below, no setpoint depends on it.
    private const double LeastWatts = 230;

    private static readonly TimeSpan s_span = TimeSpan.FromMinutes(1);

    // A source that is silent for a while has not taken anything back.
    private static readonly TimeSpan s_gap = TimeSpan.FromMinutes(2);

    private long? _since;
    private long _differedAt;
    private int _parties;

    /// <summary>What contradicts what, in one line, once it has lasted for a minute; null if nothing does.</summary>
    internal string? Fault { get; private set; }

    /// <summary>True from a contradiction until as many sources agree again.</summary>
    internal bool Stands { get; private set; }

    /// <summary>Takes note of what the sources say now. Fewer of them that agree do not end what more of them began.</summary>
    /// <param name="valid">The sources that count.</param>
    /// <param name="now">The moment.</param>
    internal void Evaluate(IReadOnlyCollection<InverterReading> valid, long now)
    {
        Fault = null;
        var (low, high) = (valid.MinBy(reading => reading.Power), valid.MaxBy(reading => reading.Power));
        if (low is null || high is null || !Differ(low.Power, high.Power))
        {
            if (valid.Count >= _parties || (!Stands && time.GetElapsedTime(_differedAt, now) > s_gap))
                (_since, _parties, Stands) = (null, 0, false);
            return;
        }

        _since ??= now;
        (_differedAt, _parties) = (now, Math.Max(_parties, valid.Count));
        if (time.GetElapsedTime(_since.Value, now) < s_span)
            return;
        Stands = true;
        Fault = $"{low.Source} says {Whole(low.Power)}, {high.Source} says {Whole(high.Power)}: the lower one counts";
    }

    private static bool Differ(Watts low, Watts high) =>
        high - low is { Value: > LeastWatts } gap && gap.Value > high.Value * HighestShare;

    private static Watts Whole(Watts power) => new(Math.Round(power.Value));
}
