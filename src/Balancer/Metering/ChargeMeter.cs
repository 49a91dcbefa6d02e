using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>
/// Splits one charger's energy into sun and grid: power times time, held to the charger's own meter. What the meter shows beyond that was
/// charged while nobody watched (the service was down, the charger out of reach), and counts as from the grid.
/// </summary>
public sealed class ChargeMeter(TimeProvider time)
{
    // Cars and wallboxes of this kind end at 22 kW.
    private static readonly Watts s_most = new(25_000);

    // A round takes no longer; beyond it, the power in between is not known.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    // The meter counts in steps of 100 Wh: so much apart is no news.
    private static readonly WattHours s_step = new(200);

    private readonly SteadyCounter _meter = new(s_most, time);
    private WattHours? _began;
    private long? _seenAt;
    private double _power;
    private double _gridShare = 1;

    /// <summary>What was charged since counting began.</summary>
    public ChargedEnergy Charged { get; private set; } = ChargedEnergy.Zero;

    /// <summary>The charger's own meter, without falls and leaps; null before it was read.</summary>
    public WattHours? Meter => _meter.Value;

    /// <summary>What should survive a restart.</summary>
    public ChargeState State => new(_meter.Value, _began, Charged);

    /// <summary>Goes on from before a restart; what was counted meanwhile is added.</summary>
    public void Restore(ChargeState kept)
    {
        _meter.Restore(kept.Meter);
        _began = kept.Began ?? _began;
        Charged += kept.Charged;
    }

    /// <summary>Takes what a round has read.</summary>
    /// <param name="power">The charger's power; null where it is not known.</param>
    /// <param name="gridShare">How much of it comes from the grid at this moment, 0 to 1.</param>
    /// <param name="meter">The charger's own meter; null where it is not known.</param>
    public void Take(Watts? power, double gridShare, WattHours? meter)
    {
        var now = time.GetTimestamp();
        if (_seenAt is { } before)
            Add(_power * Shorter(time.GetElapsedTime(before, now)).TotalHours);
        (_seenAt, _power, _gridShare) = (now, Math.Max(0, power?.Value ?? 0), gridShare);
        if (meter is { } reading)
            HoldTo(reading);
    }

    private static TimeSpan Shorter(TimeSpan elapsed) => elapsed < s_longest ? elapsed : s_longest;

    private void Add(double energy)
    {
        // Ahead of the meter by more than its step: it has to catch up first.
        if (_began is { } began && _meter.Value is { } meter && Charged.Total > meter - began + s_step)
            return;
        Charged += new ChargedEnergy(new WattHours(energy * (1 - _gridShare)), new WattHours(energy * _gridShare));
    }

    private void HoldTo(WattHours reading)
    {
        if (!_meter.Take(reading))
            return;
        // The first reading, or another meter.
        if (_began is null || _meter.Leapt)
            _began = reading - Charged.Total;
        var unseen = reading - _began.Value - Charged.Total;
        if (unseen > s_step)
            Charged += new ChargedEnergy(WattHours.Zero, unseen);
    }
}
