using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The whole control path, inbox to wallbox, under simulated time: only sockets are missing.</summary>
internal sealed class SimulatedHouse : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PowerFlowInbox _inbox;

    internal SimulatedHouse(SimulatedEvc04Options? options = null)
    {
        Box = new SimulatedEvc04(options ?? new SimulatedEvc04Options(), World.Time);
        Box.Written += Writes.Add;
        Dialer = new SimulatedDialer(Box, World.Time);
        var signal = new PlantSignal();
        var plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), signal, World.Time);
        Intents = new IntentStore(new Intent(ChargingMode.PvBoost, null), signal);
        _inbox = new PowerFlowInbox(new PowerFlowRules(new Watts(9900)), plant, World.Time, NullLogger<PowerFlowInbox>.Instance);
        var cap = new GridCap(new Amperes(16), null, 3, new Volts(230));
        var board = new ReportBoard(["charger"], cap, Feed, World.Time);
        var surroundings = new Surroundings(plant, Intents, new ChargerShares([10]), signal, board);
        Loop = new ChargerLoop(
            new ChargerLoopOptions { Id = "charger", Cap = cap, Random = new Random(1) },
            new Evc04Charger(Dialer, new Evc04Options(), World.Time),
            surroundings,
            World.Time,
            NullLogger<ChargerLoop>.Instance);
    }

    internal SimulatedWorld World { get; } = new();

    internal SimulatedEvc04 Box { get; }

    internal SimulatedDialer Dialer { get; }

    internal IntentStore Intents { get; }

    internal ReportFeed Feed { get; } = new();

    internal ChargerLoop Loop { get; }

    internal List<RegisterWrite> Writes { get; } = [];

    internal ChargerReport Report => Feed.Latest!.Chargers[0];

    internal IEnumerable<string> Written => Writes.Select(write => $"{write.Address}={write.Value}");

    internal void Start() => World.Start(() => Loop.RunAsync(_stop.Token));

    internal void Stop() => World.Do(_stop.Cancel);

    /// <summary>An inverter that uploads every 10 s from now on, until its power is negative.</summary>
    internal void Shine(Func<double> power) => World.Start(async () =>
    {
        while (power() >= 0)
        {
            Upload(power());
            await Task.Delay(TimeSpan.FromSeconds(10), World.Time);
        }
    });

    internal void Upload(double power)
    {
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = power }, World.Time);
        _inbox.Offer("ftp", symo.PowerFlow(), out var fault);
        if (fault is not null)
            throw new InvalidOperationException(fault);
    }

    internal void Advance(double seconds) => World.Advance(TimeSpan.FromSeconds(seconds));

    public void Dispose() => _stop.Dispose();
}
