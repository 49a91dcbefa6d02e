using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Unit.House;

public sealed class CarPhasesTests
{
    private static readonly GridCap s_watts = new(null, new Watts(11_040), 3, new Volts(230));
    private static readonly GridCap s_amperes = new(new Amperes(16), null, 3, new Volts(230));

    public static TheoryData<GridCap, int, int, DecisionReason> Cars => new()
    {
        { s_watts, 3, 16, DecisionReason.Fixed },
        { s_watts, 2, 24, DecisionReason.Fixed },
        { s_watts, 1, 32, DecisionReason.ChargerMaximum },
        { s_amperes, 2, 16, DecisionReason.Fixed },
        { s_amperes, 1, 16, DecisionReason.Fixed },
        { s_watts with { UnbalanceLimit = new Amperes(20) }, 1, 20, DecisionReason.UnbalanceLimit },
        { s_watts with { UnbalanceLimit = new Amperes(20) }, 2, 20, DecisionReason.UnbalanceLimit },
        { s_amperes with { UnbalanceLimit = new Amperes(20) }, 3, 16, DecisionReason.Fixed },
    };

    [Theory]
    [MemberData(nameof(Cars))]
    public void Car_OnFewerPhases_GetsTheWattsOfTheContract(GridCap cap, int phases, int setpoint, DecisionReason reason)
    {
        using var house = House(cap);
        house.Box.PlugIn(new SimulatedCar { Phases = phases });
        house.Start();
        house.Advance(60);
        Assert.Equal(16, house.Box.Setpoint);
        house.Advance(60);
        Assert.Equal((setpoint, reason), (house.Box.Setpoint, house.Report.Reason));
        Assert.True(house.Box.DrawnPower <= 11_040 * 1.01, $"{house.Box.DrawnPower} W");
    }

    [Fact]
    public void Car_ThreePhasesWithSun_IsRaisedAboveTheUnbalanceLimitOnceItIsSeen()
    {
        using var house = House(s_watts with { UnbalanceLimit = new Amperes(20) }, ChargingMode.PvBoost);
        house.Shine(() => 9900);
        house.Start();
        house.Advance(60);
        Assert.Equal((20, DecisionReason.UnbalanceLimit), (house.Box.Setpoint, house.Report.Reason));
        house.Box.PlugIn(new SimulatedCar());
        house.Advance(50);
        Assert.Equal((30, DecisionReason.PvBoost), (house.Box.Setpoint, house.Report.Reason));
    }

    [Fact]
    public void Car_OnThreePhasesAfterOneOnOne_NeverDrawsMoreThanTheContract()
    {
        using var house = House(s_watts);
        house.Box.PlugIn(new SimulatedCar { Phases = 1 });
        house.Start();
        house.Advance(120);
        Assert.Equal(32, house.Box.Setpoint);
        house.Box.Unplug();
        house.Advance(2);
        Assert.Equal(16, house.Box.Setpoint);
        house.Box.PlugIn(new SimulatedCar { StartDelay = TimeSpan.Zero });
        for (var tenth = 0; tenth < 600; tenth++)
        {
            house.Advance(0.1);
            Assert.True(house.Box.DrawnPower <= 11_040 * 1.01, $"{house.Box.DrawnPower} W");
        }
    }

    [Fact]
    public void Car_AnotherOneWhileTheLineWasBroken_CountsWithAllPhasesFromTheFirstSetpoint()
    {
        using var house = House(s_watts);
        house.Box.PlugIn(new SimulatedCar { Phases = 1 });
        house.Start();
        house.Advance(120);
        Assert.Equal(32, house.Box.Setpoint);
        house.Line.Refuses = true;
        house.World.Do(house.Line.Break);
        house.Advance(3);
        house.Box.PlugIn(new SimulatedCar());
        List<int> written = [];
        house.Box.Written += write =>
        {
            if (write.Address == 5004)
                written.Add(write.Value);
        };
        house.Line.Refuses = false;
        house.Advance(40);
        Assert.Equal(16, written[0]);
    }

    [Fact]
    public void Car_BesideAnotherCharger_CountsWithAllPhases()
    {
        var two = new HouseOptions().Service;
        var options = new HouseOptions
        {
            Service = two with
            {
                Grid = s_watts,
                Policy = two.Policy with { Mode = ChargingMode.Fixed },
                Chargers = [two.Chargers[0] with { Id = "left" }, two.Chargers[0] with { Id = "right" }],
            },
            Boxes = [new SimulatedEvc04Options(), new SimulatedEvc04Options()],
        };
        using var house = new SimulatedHouse(options);
        house.Lines[0].Box.PlugIn(new SimulatedCar { Phases = 1 });
        house.Start();
        house.Advance(180);
        Assert.InRange(house.Lines.Sum(line => line.Box.OfferedCurrent), 6, 16);
    }

    private static SimulatedHouse House(GridCap cap, ChargingMode mode = ChargingMode.Fixed)
    {
        var service = new HouseOptions().Service;
        return new SimulatedHouse(new HouseOptions { Service = service with { Grid = cap, Policy = service.Policy with { Mode = mode } } });
    }
}
