using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Safety.Invariants;

/// <summary>
/// What may be drawn at this moment, reckoned by itself from what was sent: none of the product's arithmetic is used here.
/// </summary>
/// <param name="time">The world's clock.</param>
/// <param name="volts">The voltage that amperes are reckoned with.</param>
internal sealed class Oracle(SimulatedTime time, double volts)
{
    private const double CapAmperes = 16;
    private const double Phases = 3;
    private static readonly long s_maxAge = TimeSpan.FromSeconds(30).Ticks;

    private double _power;
    private long? _arrivedAt;
    private bool _odd;
    private long _changedAt;

    /// <summary>What people commanded, as the service has it.</summary>
    internal Func<Intent> Intent { get; set; } = () => new Intent(ChargingMode.Off, null);

    internal double Cap => CapAmperes * Phases * volts;

    /// <summary>PV power that is valid now, W.</summary>
    internal double Sun => _odd || Expired ? 0 : _power;

    /// <summary>When the allowance last changed, by an event or by the age of the last reading.</summary>
    internal long ChangedAt => Expired && _arrivedAt is { } at ? Math.Max(_changedAt, at + s_maxAge) : _changedAt;

    /// <summary>How long no reading has been valid; null while one is.</summary>
    internal TimeSpan? Sunless => _odd ? TimeSpan.FromTicks(time.Now - _changedAt)
        : Expired ? TimeSpan.FromTicks(time.Now - (_arrivedAt + s_maxAge ?? 0))
        : null;

    private bool Expired => _arrivedAt is not { } at || time.Now - at >= s_maxAge;

    /// <summary>A sound reading arrived.</summary>
    internal void Valid(double power) => (_power, _arrivedAt, _odd, _changedAt) = (power, time.Now, false, time.Now);

    /// <summary>A whole document arrived that is not credible.</summary>
    internal void Odd() => (_odd, _changedAt) = (true, _odd ? _changedAt : time.Now);

    /// <summary>A person's command was taken.</summary>
    internal void Commanded() => _changedAt = time.Now;

    /// <summary>A new service knows nothing.</summary>
    internal void Forget() => (_power, _arrivedAt, _odd, _changedAt) = (0, null, false, time.Now);

    /// <summary>Watts that all chargers may draw together.</summary>
    internal double Watts()
    {
        var intent = Intent();
        var boost = intent.Mode == ChargingMode.PvBoost ? Sun : 0;
        var contract = intent.Mode == ChargingMode.Off ? 0 : Cap + boost;
        return Math.Min(contract, intent.Limit?.Value ?? contract);
    }

    /// <summary>True where a setpoint of so many amperes is within what is allowed.</summary>
    internal bool Allows(double amperes) => amperes * Phases * volts <= Watts() + 1e-6;

    /// <summary>
    /// The setpoint that a charger should have when all is calm and every one has a car: whole amperes, 0 or 6 and more; where it is not
    /// enough for all, the first ones are served.
    /// </summary>
    internal int Expected(int index, int chargers, int highest)
    {
        var amperes = (int)Math.Floor((Watts() + 1e-6) / (Phases * volts));
        var served = Math.Min(chargers, amperes / 6);
        return index < served ? Math.Min(amperes / served, highest) : 0;
    }
}
