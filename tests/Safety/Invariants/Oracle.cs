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

    // What each source said last: its power and when it came, or since when it has been odd. An odd answer takes away its own source only.
    private readonly Dictionary<string, (double Power, long At, long? OddSince)> _heard = [];
    private long _changedAt;

    /// <summary>What people commanded, as the service has it.</summary>
    internal Func<Intent> Intent { get; set; } = () => new Intent(ChargingMode.Off, null);

    internal double Cap => CapAmperes * Phases * volts;

    /// <summary>PV power that is valid now, W.</summary>
    internal double Sun => Valid().OrderByDescending(one => one.At).Select(one => one.Power).FirstOrDefault();

    /// <summary>When the allowance last changed, by an event or by the age of the last reading.</summary>
    internal long ChangedAt => Valid().Any() ? _changedAt
        : _heard.Values.Where(one => one.OddSince is null).Select(one => one.At + s_maxAge).Append(_changedAt).Max();

    /// <summary>How long no reading has been valid; null while one is.</summary>
    internal TimeSpan? Sunless => Valid().Any()
        ? null
        : TimeSpan.FromTicks(time.Now - _heard.Values.Select(one => one.OddSince ?? (one.At + s_maxAge)).Append(0).Max());

    /// <summary>A sound reading arrived.</summary>
    internal void Valid(string source, double power) => (_heard[source], _changedAt) = ((power, time.Now, null), time.Now);

    /// <summary>A whole document arrived that is not credible.</summary>
    internal void Odd(string source)
    {
        var before = _heard.GetValueOrDefault(source);
        if (before.OddSince is null)
            (_heard[source], _changedAt) = (before with { OddSince = time.Now }, time.Now);
    }

    /// <summary>Time was lost, and the service can know it: what was heard counts no longer, from each source until it is heard again.</summary>
    internal void Distrusted()
    {
        foreach (var (source, one) in _heard)
            _heard[source] = one with { OddSince = one.OddSince ?? time.Now };
        _changedAt = time.Now;
    }

    /// <summary>So much time has passed that the service cannot know of: what was heard is younger by its clocks.</summary>
    internal void Unnoticed(TimeSpan span)
    {
        foreach (var (source, one) in _heard)
            _heard[source] = one with { At = one.At + span.Ticks };
    }

    /// <summary>A person's command was taken.</summary>
    internal void Commanded() => _changedAt = time.Now;

    /// <summary>A new service knows nothing.</summary>
    internal void Forget()
    {
        _heard.Clear();
        _changedAt = time.Now;
    }

    private IEnumerable<(double Power, long At, long? OddSince)> Valid() =>
        _heard.Values.Where(one => one.OddSince is null && time.Now - one.At < s_maxAge);

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
