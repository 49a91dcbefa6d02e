using System.Collections.Immutable;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Reports;

/// <summary>Puts each charger's part together into one consistent report and hands it out.</summary>
public sealed class ReportBoard(GridCap cap, TimeSpan raiseDelay, EnergyLedger ledger, ReportFeed feed, TimeProvider time)
{
    private readonly Lock _gate = new();
    private ImmutableArray<ChargerReport> _reports =
        [.. ledger.Ids.Select(id => new ChargerReport { Id = id, Online = false, Reason = DecisionReason.ChargerOffline })];

    /// <summary>Guards the grid connection; null if nothing does.</summary>
    public MeterGuard? Guard { get; init; }

    /// <summary>Takes one charger's part after its cycle; never waits.</summary>
    public void Post(int charger, ChargerReport report, Intent intent, PlantView plant, Decision decision, Volts voltage)
    {
        lock (_gate)
        {
            var metered = ledger.Take(charger, report.Reading, plant);
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
            var reading = plant.Reading is { } received ? received with { EnergyTotal = ledger.Inverter(received.EnergyTotal) } : null;
            feed.Publish(new CycleReport(
                time.GetUtcNow(),
                intent,
                new InverterReport(plant.Status, reading, plant.Age, plant.Fault)
                {
                    Silent = plant.Silent,
                    LastPower = plant.Last?.Power,
                    Sources = plant.Sources,
                    Contradiction = plant.Contradiction,
                },
                new BalancerReport(decision.Allowance, cap.At(voltage), _reports[0].Reason)
                {
                    Raise = Raise(plant, decision, voltage),
                    Phases = decision.Phases,
                    Meter = Guard?.Report(),
                },
                _reports));
        }
    }

    private PendingRaise? Raise(PlantView plant, Decision decision, Volts voltage) =>
        decision.Reason == DecisionReason.RaiseDelay && plant.RaisesIn is { } raisesIn
            ? new PendingRaise(Setpoints.WholeAmperes(decision.Allowance, decision.Phases, voltage), raiseDelay - raisesIn, raisesIn)
            : null;
}
