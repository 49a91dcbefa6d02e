using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;
using WallboxMqtt.Tests.Unit.Policy;

namespace WallboxMqtt.Tests.Unit.Control;

/// <summary>One charger loop in a simulated world, and what it is fed with.</summary>
internal sealed class LoopHouse
{
    internal SimulatedWorld World { get; } = new();

    internal ChangeSignal Signal { get; } = new();

    internal ReportFeed Feed { get; } = new();

    internal CancellationTokenSource Stopping { get; } = new();

    internal FakeCharger Charger { get; }

    internal PlantState Plant { get; }

    internal IntentStore Intents { get; }

    internal GridCap Cap { get; set; } = new(new Amperes(16), null, 3, new Volts(230));

    internal LoopHouse()
    {
        Charger = new FakeCharger(World.Time);
        Plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), Signal, World.Time);
        Intents = new IntentStore(new Intent(ChargingMode.PvBoost, null), Signal);
    }

    internal ChargerReport Report => Feed.Latest!.Chargers[0];

    internal static void Refuse(bool refuse)
    {
        if (refuse)
            throw new ChargerException(ChargerFailure.Refused, "function 4 at 1000: exception 4");
    }

    internal void Start(ChargerShares? shares = null)
    {
        var board = new ReportBoard(Cap, TimeSpan.FromSeconds(30), new EnergyLedger(["charger"], World.Time), Feed, World.Time);
        var surroundings = new ControlContext(Plant, Intents, shares ?? Shares.Of(10), Signal, board);
        var options = new ChargerLoopOptions { Id = "charger", Cap = Cap, Random = new Random(1) };
        var loop = new ChargerLoop(options, Charger, surroundings, World.Time, NullLogger<ChargerLoop>.Instance);
        World.Start(() => loop.RunAsync(Stopping.Token));
    }

    internal void Boosted()
    {
        Start();
        Shine(5600, seconds: 41);
        Assert.Equal(24, Charger.Setpoint);
    }

    // A sample at once and every 10 s.
    internal void Shine(double watts, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            if (second % 10 == 0)
                World.Do(() => Sample(watts));
            World.Advance(TimeSpan.FromSeconds(1));
        }

        if (seconds % 10 == 1)
            World.Advance(TimeSpan.FromSeconds(9));
    }

    internal void Sample(double watts) =>
        Plant.Accept(new InverterReading { Source = "ftp", Power = new Watts(watts), ArrivedAt = World.Time.GetTimestamp() });
}
