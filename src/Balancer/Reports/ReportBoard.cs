using System.Collections.Immutable;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>Puts each charger's part together into one consistent report and hands it out.</summary>
public sealed class ReportBoard(
    IReadOnlyList<string> chargers, GridCap cap, TimeSpan raiseDelay, EnergyLedger ledger, ReportFeed feed, TimeProvider time, MeterGuard? guard = null)
{
    private readonly Lock _gate = new();
    private ImmutableArray<ChargerReport> _reports =
        [.. chargers.Select(id => new ChargerReport { Id = id, Online = false, Reason = DecisionReason.ChargerOffline })];

    /// <summary>Takes one charger's part after its cycle; never waits.</summary>
    public void Post(int charger, ChargerReport report, Intent intent, Sun sun, Decision decision, Volts voltage)
    {
        lock (_gate)
        {
            var metered = ledger.Take(charger, report.Reading, sun);
            var roundedAt = report.Rounds > _reports[charger].Rounds ? time.GetTimestamp() : _reports[charger].RoundedAt;
            _reports = _reports.SetItem(charger, report with
            {
                Charged = metered.Charged,
                Counted = metered.Counted,
                Reading = metered.Reading,
                MeterFollows = metered.MeterFollows,
                SessionFollows = metered.SessionFollows,
                RoundedAt = roundedAt,
            });
            var reading = sun.Reading is { } heard ? heard with { EnergyTotal = ledger.Inverter(heard.EnergyTotal) } : null;
            feed.Publish(new CycleReport(
                time.GetUtcNow(),
                intent,
                new InverterReport(sun.Status, reading, sun.Age, sun.Fault)
                {
                    Silent = sun.Silent,
                    LastPower = sun.Last?.Power,
                    Sources = sun.Sources,
                    Contradiction = sun.Contradiction,
                },
                new BalancerReport(decision.Allowance, cap.At(voltage), _reports[0].Reason)
                {
                    Raise = Raise(sun, decision, voltage),
                    Phases = decision.Phases,
                    Meter = guard?.Report(),
                },
                _reports));
        }
    }

    private PendingRaise? Raise(Sun sun, Decision decision, Volts voltage) =>
        decision.Reason == DecisionReason.RaiseDelay && sun.RaisesIn is { } raisesIn
            ? new PendingRaise(Setpoints.WholeAmperes(decision.Allowance, decision.Phases, voltage), raiseDelay - raisesIn, raisesIn)
            : null;
}
