using System.Collections.Immutable;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Balancer.Control;

/// <summary>Puts each charger's part together into one consistent report and hands it out.</summary>
public sealed class ReportBoard(IReadOnlyList<string> chargers, GridCap cap, ReportFeed feed, TimeProvider time)
{
    private readonly Lock _gate = new();
    private ImmutableArray<ChargerReport> _reports =
        [.. chargers.Select(id => new ChargerReport { Id = id, Online = false, Reason = DecisionReason.ChargerOffline })];

    /// <summary>Takes one charger's part after its cycle; never waits.</summary>
    public void Post(int charger, ChargerReport report, Intent intent, Sun sun, Decision decision, Volts voltage)
    {
        lock (_gate)
        {
            _reports = _reports.SetItem(charger, report);
            feed.Publish(new CycleReport(
                time.GetUtcNow(),
                intent,
                new InverterReport(sun.Status, sun.Reading, sun.Age, sun.Fault),
                new BalancerReport(decision.Allowance, cap.At(voltage), _reports[0].Reason),
                _reports));
        }
    }
}
