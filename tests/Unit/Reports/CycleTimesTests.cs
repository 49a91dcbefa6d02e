using Microsoft.Extensions.Logging.Abstractions;
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
using WallboxMqtt.Tests.Unit.Control;
using WallboxMqtt.Tests.Unit.Policy;

namespace WallboxMqtt.Tests.Unit.Reports;

public sealed class CycleTimesTests
{
    private readonly SimulatedWorld _world = new();
    private readonly ChangeSignal _signal = new();
    private readonly PlantState _plant;
    private readonly IntentStore _intents;
    private readonly CycleTimes _times = new();

    public CycleTimesTests()
    {
        _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), _signal, _world.Time);
        _intents = new IntentStore(new Intent(ChargingMode.PvBoost, null), _signal);
        var cap = new GridCap(new Amperes(16), null, 3, new Volts(230));
        var board = new ReportBoard(cap, TimeSpan.FromSeconds(5), new EnergyLedger(["charger"], _world.Time), new ReportFeed(), _world.Time);
        var surroundings = new ControlContext(_plant, _intents, Shares.Of(10), _signal, board) { Times = _times };
        var options = new ChargerLoopOptions { Id = "charger", Cap = cap, RaiseDelay = TimeSpan.FromSeconds(5), Random = new Random(1) };
        var loop = new ChargerLoop(options, new FakeCharger(_world.Time), surroundings, _world.Time, NullLogger<ChargerLoop>.Instance);
        _world.Start(() => loop.RunAsync(CancellationToken.None));
    }

    [Fact]
    public void Reactions_AreThoseToTheSunAlone()
    {
        for (var second = 0; second < 8; second++)
        {
            _world.Advance(TimeSpan.FromSeconds(1));
            _world.Do(() => Sample(5600, lateBy: 0));
        }

        var taken = Drain();
        Assert.DoesNotContain(taken, time => time.Reaction);
        Assert.InRange(taken.Count, 8, 30);

        _world.Do(() => Sample(1000, lateBy: 12));
        Assert.Equal([new CycleTime("charger", Reaction: true, TimeSpan.FromMilliseconds(12))], Drain().Where(time => time.Reaction));
        _world.Do(() => _intents.SetMode(ChargingMode.Off));
        _world.Advance(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain(Drain(), time => time.Reaction);
    }

    [Fact]
    public void Times_ThatNobodyTakes_AreBounded()
    {
        for (var i = 0; i < 10_000; i++)
            _times.Add(new CycleTime("charger", Reaction: false, TimeSpan.FromSeconds(i)));
        var kept = Drain();
        Assert.Equal((4096, 9999), (kept.Count, kept[^1].Took.TotalSeconds));
    }

    private List<CycleTime> Drain()
    {
        var taken = new List<CycleTime>();
        while (_times.TryTake(out var time))
            taken.Add(time);
        return taken;
    }

    private void Sample(double watts, int lateBy) => _plant.Accept(new InverterReading
    {
        Source = "ftp",
        Power = new Watts(watts),
        ArrivedAt = _world.Time.GetTimestamp() - (long)(TimeSpan.FromMilliseconds(lateBy).TotalSeconds * _world.Time.TimestampFrequency),
    });
}
