using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Health;
using WallboxMqtt.Tests.Safety.World;
using WallboxMqtt.Tests.Unit.Control;
using WallboxMqtt.Tests.Unit.Policy;

namespace WallboxMqtt.Tests.Unit.Health;

public sealed class WatchdogTests
{
    private static readonly GridCap s_cap = new(new Amperes(20), null, 3, null);

    private readonly SimulatedWorld _world = new();
    private readonly ReportFeed _feed = new();
    private readonly FakeManager _manager = new();
    private readonly ChangeSignal _signal = new();
    private (long Rounds, long? At) _left;
    private (long Rounds, long? At) _right;
    private readonly LoopLife _life;

    public WatchdogTests() => _life = new LoopLife(["left", "right"], _feed, _world.Time);

    [Fact]
    public void Rounds_AllAdvance_SignAtOnceAndThenEveryQuarter()
    {
        Watch();
        var signedAt = new List<int>();
        for (var second = 0; second <= 45; second++)
        {
            var before = _manager.Reported.Count;
            Publish(second + 1, second + 1);
            if (_manager.Reported.Count > before)
                signedAt.Add(second);
            _world.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 15, 30, 45], signedAt);
        Assert.All(_manager.Reported, reported => Assert.Equal("WATCHDOG=1", reported));
    }

    [Fact]
    public void Rounds_OfOneStall_NoSign()
    {
        Watch();
        Publish(1, 0);
        Assert.Empty(_manager.Reported);
        Publish(1, 1);
        Assert.Single(_manager.Reported);
        for (var round = 2; round < 200; round++)
        {
            _world.Advance(TimeSpan.FromSeconds(1));
            Publish(1, round);
        }

        Assert.Single(_manager.Reported);
        Publish(2, 200);
        Assert.Equal(2, _manager.Reported.Count);
    }

    [Fact]
    public void Reports_None_NoSign()
    {
        Watch();
        Publish(1, 1);
        _world.Advance(TimeSpan.FromHours(1));
        Assert.Single(_manager.Reported);
    }

    [Fact]
    public void Loop_ReadThatNeverEnds_StopsTheSigns()
    {
        var (stuck, sound) = (new FakeCharger(_world.Time), new FakeCharger(_world.Time));
        Watch();
        Control(stuck, sound);
        _world.Advance(TimeSpan.FromMinutes(2));
        Assert.InRange(_manager.Reported.Count, 8, 9);

        var stall = new TaskCompletionSource();
        stuck.Stall = stall.Task;
        _world.Advance(TimeSpan.FromSeconds(15));
        var before = (Signs: _manager.Reported.Count, Reads: sound.Calls.Count);
        _world.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(before.Signs, _manager.Reported.Count);
        Assert.True(sound.Calls.Count > before.Reads + 1000);
        Assert.Equal("stuck: left has finished no control round for 615 s, since 2026-06-21 10:02:00 UTC", _life.Stuck);

        _world.Do(stall.SetResult);
        Assert.Null(_life.Stuck);
        _world.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(_manager.Reported.Count - before.Signs, 4, 5);
    }

    [Fact]
    public void Loop_ChargerOutOfReach_SignsGoOn()
    {
        var (gone, sound) = (new FakeCharger(_world.Time), new FakeCharger(_world.Time));
        gone.Before = _ => throw new ChargerException(ChargerFailure.Lost, "no connection");
        Watch();
        Control(gone, sound);
        _world.Advance(TimeSpan.FromMinutes(2));
        Assert.InRange(_manager.Reported.Count, 8, 9);
        Assert.Null(_life.Stuck);
    }

    private void Watch() =>
        _world.Start(() => new Watchdog(TimeSpan.FromMinutes(1), _feed, _manager, _world.Time).RunAsync(CancellationToken.None));

    private void Control(params FakeCharger[] chargers)
    {
        var plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), _signal, _world.Time);
        var intents = new IntentStore(new Intent(ChargingMode.PvBoost, null), _signal);
        var board = new ReportBoard(s_cap, TimeSpan.FromSeconds(30), new EnergyLedger(["left", "right"], _world.Time), _feed, _world.Time);
        var surroundings = new ControlContext(plant, intents, Shares.Of(10, 10), _signal, board);
        for (var index = 0; index < chargers.Length; index++)
        {
            var options = new ChargerLoopOptions { Id = index == 0 ? "left" : "right", Index = index, Cap = s_cap, Random = new Random(1) };
            var loop = new ChargerLoop(options, chargers[index], surroundings, _world.Time, NullLogger<ChargerLoop>.Instance);
            _world.Start(() => loop.RunAsync(CancellationToken.None));
        }
    }

    private void Publish(long left, long right)
    {
        _left = left > _left.Rounds ? (left, _world.Time.Now) : _left;
        _right = right > _right.Rounds ? (right, _world.Time.Now) : _right;
        _world.Do(() => _feed.Publish(Report()));
    }

    private CycleReport Report() => new(
        _world.Time.GetUtcNow(),
        new Intent(ChargingMode.PvBoost, null),
        new InverterReport(Balancer.Inverters.InverterStatus.Missing, null, null, null),
        new BalancerReport(Watts.Zero, Watts.Zero, DecisionReason.InverterMissing),
        [
            new ChargerReport { Id = "left", Online = true, RoundedAt = _left.At },
            new ChargerReport { Id = "right", Online = true, RoundedAt = _right.At },
        ]);
}
