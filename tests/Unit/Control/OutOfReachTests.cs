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
using WallboxMqtt.Tests.Safety.World;
using WallboxMqtt.Tests.Unit.Policy;

namespace WallboxMqtt.Tests.Unit.Control;

/// <summary>Two chargers, one of which goes out of reach.</summary>
public sealed class OutOfReachTests
{
    private readonly SimulatedWorld _world = new();
    private readonly ChangeSignal _signal = new();

    [Fact]
    public void Charger_GoneForLongerThanItsFailsafe_LeavesTheOtherWhatItNoLongerDraws()
    {
        var intents = new IntentStore(new Intent(ChargingMode.Fixed, null), _signal);
        var (gone, other) = (new FakeCharger(_world.Time), new FakeCharger(_world.Time));
        Control(intents, gone, other);
        _world.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((16, 16), (gone.Setpoint, other.Setpoint));

        gone.Before = _ => throw new ChargerException(ChargerFailure.Lost, "no connection");
        _world.Advance(TimeSpan.FromSeconds(2));
        _world.Do(() => intents.SetLimit(new Watts(20 * 690)));
        _world.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, other.Setpoint);
        _world.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(10, other.Setpoint);
    }

    [Fact]
    public void Charger_GoneBeforeItsRaiseWasAcknowledged_IsReckonedWithTheRaise()
    {
        var intents = new IntentStore(new Intent(ChargingMode.Fixed, new Watts(20 * 690)), _signal);
        var (gone, other) = (new FakeCharger(_world.Time), new FakeCharger(_world.Time) { Vehicle = false });
        Control(intents, gone, other);
        _world.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((20, 0), (gone.Setpoint, other.Setpoint));

        gone.Before = _ => throw new ChargerException(ChargerFailure.Lost, "the answer is lost");
        _world.Do(() => intents.SetLimit(null));
        _world.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("setpoint 32", gone.Calls);
        other.Vehicle = true;
        _world.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(0, other.Setpoint);
        _world.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(16, other.Setpoint);
    }

    [Fact]
    public void Charger_BackAndNotYetTold_IsReckonedWithWhatItHeldBefore()
    {
        var intents = new IntentStore(new Intent(ChargingMode.Fixed, null), _signal);
        var (gone, other) = (new FakeCharger(_world.Time), new FakeCharger(_world.Time) { Vehicle = false });
        Control(intents, gone, other);
        _world.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((32, 0), (gone.Setpoint, other.Setpoint));

        // It lets us in again, and each setpoint hangs for a second and is lost.
        gone.Before = _ => throw new ChargerException(ChargerFailure.Lost, "gone");
        _world.Advance(TimeSpan.FromSeconds(0.1));
        gone.Before = call =>
        {
            if (call.StartsWith("setpoint", StringComparison.Ordinal))
                throw new ChargerException(ChargerFailure.Lost, "no answer");
        };
        gone.Latency = TimeSpan.FromSeconds(0.9);
        other.Vehicle = true;
        other.Calls.Clear();
        _world.Advance(TimeSpan.FromSeconds(20));
        Assert.Contains("setpoint 16", gone.Calls);
        Assert.All(other.Setpoints, setpoint => Assert.Equal(0, setpoint));
    }

    private void Control(IntentStore intents, params FakeCharger[] chargers)
    {
        var cap = new GridCap(new Amperes(32), null, 3, new Volts(230));
        var plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), _signal, _world.Time);
        var board = new ReportBoard(cap, TimeSpan.FromSeconds(30), new EnergyLedger(["0", "1"], _world.Time), new ReportFeed(), _world.Time);
        var surroundings = new ControlContext(plant, intents, Shares.Of(10, 10), _signal, board);
        for (var index = 0; index < chargers.Length; index++)
        {
            var options = new ChargerLoopOptions { Id = $"{index}", Index = index, Cap = cap, Random = new Random(1) };
            var loop = new ChargerLoop(options, chargers[index], surroundings, _world.Time, NullLogger<ChargerLoop>.Instance);
            _world.Start(() => loop.RunAsync(CancellationToken.None));
        }
    }
}
