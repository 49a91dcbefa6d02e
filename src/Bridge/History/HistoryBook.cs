using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.History;

/// <summary>What is to be written of the reports, without I/O: samples, sums and sessions since the last <see cref="Clear"/>.</summary>
internal sealed class HistoryBook(TimeProvider time)
{
    // An hour without a disk; what is older then is lost.
    private const int MostSamples = 360;
    private const int MostEnded = 100;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, SessionTracker> _chargers = new(StringComparer.Ordinal);
    private readonly List<Sample> _samples = [];
    private readonly Dictionary<DateOnly, DaySum> _days = [];
    private readonly List<ChargingSession> _ended = [];
    private long? _seenAt;
    private double? _pv;

    /// <summary>Moments of the chart.</summary>
    public IReadOnlyList<Sample> Samples => _samples;

    /// <summary>What has come to each day's sums.</summary>
    public IEnumerable<DaySum> Days => _days.Values;

    /// <summary>Sessions that ended or run, where something was charged.</summary>
    public IEnumerable<ChargingSession> Sessions =>
        _ended.Concat(_chargers.Values.Select(charger => charger.Running).OfType<ChargingSession>()).Where(session => session.Energy >= ChargingSession.Least);

    /// <summary>Goes on with a session from before a restart.</summary>
    /// <returns>False if another one runs already.</returns>
    public bool Resume(ChargingSession session) => Tracker(session.Charger).Resume(session);

    /// <summary>Takes a report.</summary>
    public void Take(CycleReport report)
    {
        var now = TimeZoneInfo.ConvertTime(report.Time, time.LocalTimeZone);
        var charged = (Sun: 0.0, Grid: 0.0);
        foreach (var charger in report.Chargers)
        {
            var tracker = Tracker(charger.Id);
            if (tracker.Take(charger, now) is { } ended && _ended.Count < MostEnded)
                _ended.Add(ended);
            charged = (charged.Sun + tracker.Charged.Sun, charged.Grid + tracker.Charged.Grid);
        }

        var day = DateOnly.FromDateTime(now.DateTime);
        var sum = _days.GetValueOrDefault(day) ?? new DaySum(day, 0, 0, 0, 0);
        _days[day] = sum with { Pv = sum.Pv + PvSince(report), Sun = sum.Sun + charged.Sun, Grid = sum.Grid + charged.Grid };
        TakeSample(report);
    }

    /// <summary>What there was is written.</summary>
    public void Clear()
    {
        _samples.Clear();
        _days.Clear();
        _ended.Clear();
    }

    private SessionTracker Tracker(string charger)
    {
        if (!_chargers.TryGetValue(charger, out var tracker))
            _chargers[charger] = tracker = new SessionTracker(charger);
        return tracker;
    }

    // Power times time, by the monotonic clock.
    private double PvSince(CycleReport report)
    {
        var now = time.GetTimestamp();
        var elapsed = _seenAt is { } before ? time.GetElapsedTime(before, now) : TimeSpan.Zero;
        var energy = (_pv ?? 0) * (elapsed < s_longest ? elapsed : s_longest).TotalHours;
        (_seenAt, _pv) = (now, report.Inverter.Reading?.Power.Value);
        return energy;
    }

    private void TakeSample(CycleReport report)
    {
        var at = report.Time.ToUnixTimeSeconds() / Sample.Step * Sample.Step;
        if (_samples is [.., { Time: var last }] && last == at)
            return;
        var powers = report.Chargers.Select(charger => charger.Reading?.Power?.Value).OfType<double>().ToList();
        _samples.Add(new Sample(
            at, report.Inverter.Reading?.Power.Value, report.Balancer.Allowance.Value, powers.Count == 0 ? null : powers.Sum(), report.Chargers[0].Setpoint?.Value));
        if (_samples.Count > MostSamples)
            _samples.RemoveAt(0);
    }
}
