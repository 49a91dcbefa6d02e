using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Unit.House;

/// <summary>Two wallboxes behind one cap of 16 A.</summary>
public sealed class TwoChargersTests : IDisposable
{
    private readonly SimulatedHouse _house = new(new HouseOptions
    {
        Service = new WallboxOptions
        {
            Grid = new GridCap(new Amperes(16), null, 3, new Volts(230)),
            Inverter = new InverterOptions { RatedPower = new Watts(9900) },
            Chargers = [Charger("left"), Charger("right")],
        },
        Boxes = [new SimulatedEvc04Options { FailsafeCurrent = 8 }, new SimulatedEvc04Options { FailsafeCurrent = 8 }],
    });

    public TwoChargersTests()
    {
        Right.Box.PlugIn(new SimulatedCar());
        _house.Command("mode", "fixed");
    }

    private SimulatedLine Left => _house.Lines[0];

    private SimulatedLine Right => _house.Lines[1];

    [Fact]
    public void Start_BothInReach_NoCarIsPausedFirst()
    {
        Left.Box.PlugIn(new SimulatedCar());
        var lowest = int.MaxValue;
        Left.Box.Written += write => lowest = write.Address == 5004 ? Math.Min(lowest, write.Value) : lowest;
        Right.Box.Written += write => lowest = write.Address == 5004 ? Math.Min(lowest, write.Value) : lowest;
        Right.RequestDelay = () => TimeSpan.FromMilliseconds(100);
        _house.Start();
        _house.Advance(10);
        Assert.Equal((8, 8, 8), (Left.Box.Setpoint, Right.Box.Setpoint, lowest));
    }

    [Fact]
    public void Start_OneOutOfReach_TheOtherWaitsUntilItHasFallenBack()
    {
        Left.Box.PlugIn(new SimulatedCar());
        Right.Refuses = true;
        _house.Start();
        _house.Advance(2.9);
        Assert.DoesNotContain(_house.Writes, write => write.Address == 5004);
        _house.Advance(0.2);
        Assert.Equal(0, Left.Box.Setpoint);
        _house.Advance(36);
        Assert.Equal(0, Left.Box.Setpoint);
        _house.Advance(5);
        Assert.Equal(8, Left.Box.Setpoint);
    }

    [Fact]
    public void Crash_OneStillHoldsAllAndIsOutOfReach_TheOtherGetsNothingUntilItHasFallenBack()
    {
        _house.Start();
        _house.Advance(30);
        Assert.Equal((0, 16), (Left.Box.Setpoint, Right.Box.Setpoint));
        _house.Kill();
        Right.Refuses = true;
        Left.Box.PlugIn(new SimulatedCar());
        _house.Restart();
        for (var second = 0; second < 60; second++)
        {
            _house.Advance(1);
            Assert.True(Left.Box.OfferedCurrent + Right.Box.OfferedCurrent <= 16, $"{Left.Box.OfferedCurrent} and {Right.Box.OfferedCurrent} A");
        }

        Assert.Equal((8, true), (Left.Box.Setpoint, Right.Box.InFailsafe));
    }

    [Fact]
    public void Current_HandedOver_WaitsUntilTheOtherCarHasComeDown()
    {
        Right.Box.Unplug();
        Right.Box.PlugIn(new SimulatedCar { FollowTime = TimeSpan.FromSeconds(11) });
        _house.Start();
        _house.Advance(40);
        Assert.Equal((0, 16), (Left.Box.Setpoint, Right.Box.Setpoint));
        Left.Box.PlugIn(new SimulatedCar { StartDelay = TimeSpan.Zero, FollowTime = TimeSpan.FromSeconds(0.5) });
        for (var second = 0; second < 40; second++)
        {
            _house.Advance(1);
            Assert.InRange(Left.Box.DrawnPower + Right.Box.DrawnPower, 1, (16 * (230 + 231 + 232)) + 10);
        }

        Assert.Equal((8, 8), (Left.Box.Setpoint, Right.Box.Setpoint));
    }

    [Fact]
    public void Car_DrawingMoreThanOffered_TakesFromTheOther()
    {
        var greedy = new SimulatedCar();
        Left.Box.PlugIn(greedy);
        _house.Start();
        _house.Advance(60);
        Assert.Equal((8, 8), (Left.Box.Setpoint, Right.Box.Setpoint));
        greedy.MustDraw = 12;
        _house.Advance(8);
        Assert.Equal((8, 0), (Left.Box.Setpoint, Right.Box.Setpoint));
    }

    [Fact]
    public void Charger_Stopped_LeavesItsPartToTheOther()
    {
        var greedy = new SimulatedCar();
        Left.Box.PlugIn(greedy);
        _house.Start();
        _house.Advance(60);
        greedy.Overdraw = 4;
        _house.Command("limit", "10900");
        _house.Advance(60);
        greedy.Overdraw = 0;
        _house.Advance(30);
        Assert.Equal((0, 15), (Left.Box.Setpoint, Right.Box.Setpoint));
    }

    public void Dispose() => _house.Dispose();

    private static ChargerOptions Charger(string id) => new()
    {
        Id = id,
        Device = Evc04Module.Instance.Configured(new Evc04Link(ModbusAddress.Parse("tcp://simulated:502"))),
        Failsafe = new FailsafeOptions { Current = new Amperes(8) },
    };
}
