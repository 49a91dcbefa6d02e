using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Reports;

public sealed class ReportBoardTests
{
    private static readonly TimeSpan s_raiseDelay = TimeSpan.FromSeconds(30);
    private static readonly GridCap s_cap = new(new Amperes(16), null, 3, new Volts(230));

    private readonly FakeTimeProvider _time = new();
    private readonly ReportFeed _feed = new();

    [Fact]
    public void Raise_WhileItWaits_SaysWhatCouldBeAndWhen()
    {
        var plant = new PlantState(TimeSpan.FromSeconds(30), s_raiseDelay, new ChangeSignal(), _time);
        var course = new List<string>();
        foreach (var watts in new[] { 5600, 1000, 5600, 5600, 5600, 5600 })
        {
            plant.Accept(new InverterReading { Power = new Watts(watts), ArrivedAt = _time.GetTimestamp(), Source = "ftp" });
            _time.Advance(TimeSpan.FromSeconds(9));
            course.Add(Post(plant.Evaluate())?.ToString() ?? "none");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            [
                "PendingRaise { Could = 24, LowFor = 00:00:09, In = 00:00:21 }",
                "PendingRaise { Could = 17, LowFor = 00:00:19, In = 00:00:11 }",
                "PendingRaise { Could = 24, LowFor = 00:00:29, In = 00:00:01 }",
                "PendingRaise { Could = 24, LowFor = 00:00:19, In = 00:00:11 }",
                "PendingRaise { Could = 24, LowFor = 00:00:29, In = 00:00:01 }",
                "none",
            ],
            course.Select(line => line.Replace("0000000", string.Empty, StringComparison.Ordinal)));
    }

    private PendingRaise? Post(PlantView plant)
    {
        var board = new ReportBoard(s_cap, s_raiseDelay, new EnergyLedger(["charger"], _time), _feed, _time);
        var (intent, volts) = (new Intent(ChargingMode.PvBoost, null), new Volts(230));
        board.Post(0, new ChargerReport { Id = "charger", Online = true }, intent, plant, ChargingPolicy.Decide(s_cap, intent, new Sun(plant.Status, plant.Now, plant.Steady), volts), volts);
        return _feed.Latest!.Balancer.Raise;
    }
}
