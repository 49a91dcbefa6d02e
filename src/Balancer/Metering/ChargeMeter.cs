using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Metering;

/// <summary>
/// Counts one charger's energy: in total and of the session, each held to the device's own figure while that follows the power; and
/// splits it into sun and grid. What the meter shows beyond the power was charged while the power was unknown (the service was down, the
/// charger out of reach), and counts as from the grid.
/// </summary>
public sealed class ChargeMeter(TimeProvider time)
{
    // A round takes no longer; beyond it, the power in between is not known.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    private static readonly WattHours s_step = new(DeviceFigure.Step);

    private readonly FollowingCounter _meter = new(time);
    private readonly SessionMeter _session = new(time);
    private WattHours? _began;
    private long? _seenAt;
    private double? _power;
    private double _gridShare = 1;

    /// <summary>What was charged since counting began.</summary>
    public ChargedEnergy Charged { get; private set; } = ChargedEnergy.Zero;

    /// <summary>The charger's meter; null while it is unknown.</summary>
    public WattHours? Meter => _meter.Value;

    /// <summary>The session's energy; null while it is unknown.</summary>
    public WattHours? Session => _session.Value;

    /// <summary>False from when the charger's meter was found not to follow the power until it was found to follow again.</summary>
    public bool MeterFollows { get; private set; } = true;

    /// <summary>The same of the charger's session energy.</summary>
    public bool SessionFollows => _session.Follows;

    /// <summary>What should survive a restart.</summary>
    public ChargeState State => new(_meter.State, _began, Charged, _session.State);

    /// <summary>Goes on from before a restart; what was counted meanwhile is added.</summary>
    public void Restore(ChargeState kept)
    {
        _meter.Restore(kept.Meter);
        _session.Restore(kept.Session);
        MeterFollows = kept.Meter.Follows;
        _began = kept.Began ?? _began;
        Charged += kept.Charged;
    }

    /// <summary>The meter as it may be shown: no restart lets it fall.</summary>
    /// <param name="kept">What is on the disk; null while nothing is kept at all.</param>
    public WattHours? ShownMeter(CounterState? kept) => _meter.Shown(kept);

    /// <summary>Takes what a round has read.</summary>
    /// <param name="reading">What the charger says; null while it is out of reach.</param>
    /// <param name="gridShare">How much of its power comes from the grid at this moment, 0 to 1.</param>
    public void Take(ChargerReading? reading, double gridShare)
    {
        var now = time.GetTimestamp();
        if (_seenAt is { } before)
            Count(time.GetElapsedTime(before, now), reading);
        else
            Follow(0, TimeSpan.Zero, reading);
        var power = reading?.Power?.Value;
        (_seenAt, _power, _gridShare) = (now, power < FollowWindow.Noise ? 0 : power, gridShare);
    }

    private void Count(TimeSpan elapsed, ChargerReading? reading)
    {
        var seen = _power is null ? TimeSpan.Zero : elapsed < s_longest ? elapsed : s_longest;
        var energy = (_power ?? 0) * seen.TotalHours;
        Add(energy);
        Follow(energy, elapsed - seen, reading);
    }

    private void Follow(double energy, TimeSpan blind, ChargerReading? reading)
    {
        _meter.Take(new WattHours(energy), blind, reading?.EnergyTotal);
        MeterFollows = _meter.Verdict ?? MeterFollows;
        _session.Take(new WattHours(energy), blind, reading);
        if (_meter.Value is { } meter)
            HoldTo(meter);
    }

    private void Add(double energy)
    {
        // Ahead of a meter that counts: slower, but it never stands still while power flows.
        if (_meter.Follows && _began is { } began && _meter.Value is { } meter && Charged.Total > meter - began + _meter.Lag + s_step)
            energy /= 2;
        Charged += new ChargedEnergy(new WattHours(energy * (1 - _gridShare)), new WattHours(energy * _gridShare));
    }

    private void HoldTo(WattHours meter)
    {
        _began ??= meter - Charged.Total;
        var unseen = meter - _began.Value - Charged.Total;
        if (unseen > s_step)
            Charged += new ChargedEnergy(WattHours.Zero, unseen);
    }
}
