using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Unit.House;

public sealed class SimulatedHouseTests
{
    [Fact]
    public void Connect_FreshBox_FailsafeThenSetpointThenAlive()
    {
        using var house = new SimulatedHouse();
        house.Start();
        house.Advance(1);
        Assert.Equal(["2000=10", "2002=20", "5004=16", "6000=1"], house.Written.Take(4));
        house.Advance(30);
        Assert.Equal(("Vestel", "7310012345678901"), (house.Report.Identity!.Brand, house.Report.Identity.Serial));
        Assert.Equal(10, house.Report.FailsafeCurrent!.Value.Value);
    }

    [Fact]
    public void Hour_OfSteadySun_HoldsTheSetpointAndTheSignOfLife()
    {
        using var house = new SimulatedHouse();
        house.Box.PlugIn(new SimulatedCar());
        house.Shine(() => 5600);
        house.Start();
        house.Advance(3600);
        Assert.Equal((24, 0, 1), (house.Box.Setpoint, house.Box.FailsafeCount, house.Line.Dialled));
        Assert.Equal([16, 24], house.Writes.Where(write => write.Address == 5004).Select(write => (int)write.Value).Distinct());
        Assert.Null(house.Report.Fault);
    }

    [Fact]
    public void Cloud_SlowBox_IsWrittenAfterOneRequestAtMost()
    {
        using var house = new SimulatedHouse();
        var sun = 5600d;
        house.Line.RequestDelay = () => TimeSpan.FromMilliseconds(200);
        house.Shine(() => sun);
        house.Start();
        house.Advance(63.1);
        Assert.Equal(24, house.Box.Setpoint);
        house.World.Do(() => house.Upload(0));
        house.Advance(0.41);
        Assert.Equal(16, house.Box.Setpoint);
        Assert.Equal(0, house.Box.FailsafeCount);
    }

    [Fact]
    public void Inverter_Silent_EndsInTheCapAfterMaxAge()
    {
        using var house = new SimulatedHouse();
        var sun = 5600d;
        house.Shine(() => sun);
        house.Start();
        house.Advance(65);
        sun = -1;
        house.Advance(24.9);
        Assert.Equal(24, house.Box.Setpoint);
        house.Advance(0.2);
        Assert.Equal((16, DecisionReason.InverterStale), (house.Box.Setpoint, house.Report.Reason));
    }

    [Fact]
    public void Box_StruckByItsFailsafe_IsTakenBack()
    {
        using var house = new SimulatedHouse();
        house.Shine(() => 5600);
        house.Start();
        house.Advance(60);
        house.World.Do(house.Box.ForceFailsafe);
        Assert.Equal(10, house.Box.OfferedCurrent);
        house.Advance(2);
        Assert.Equal((16, false, 2), (house.Box.OfferedCurrent, house.Box.InFailsafe, house.Line.Dialled));

        // It fell back before its time, so the machine may have been paused: only newer sun counts.
        house.Advance(45);
        Assert.Equal(24, house.Box.OfferedCurrent);
    }

    [Fact]
    public void Box_RefusesForAWhileAfterADrop_IsTakenBack()
    {
        using var house = new SimulatedHouse(new SimulatedEvc04Options { RefusesAfterDrop = true });
        house.Shine(() => 5600);
        house.Start();
        house.Advance(60);
        house.World.Do(house.Box.ForceFailsafe);
        house.Advance(65);
        Assert.Equal((24, false), (house.Box.OfferedCurrent, house.Box.InFailsafe));
    }

    [Fact]
    public void Setpoint_Lost_IsWrittenAgainWithinACycle()
    {
        using var house = new SimulatedHouse();
        house.Start();
        house.Advance(10);
        house.World.Do(() => house.Box.LoseSetpoint(32));
        house.Advance(1.1);
        Assert.Equal(16, house.Box.Setpoint);
    }

    [Fact]
    public void Off_PausesTheCarAndBoostStartsIt()
    {
        using var house = new SimulatedHouse();
        house.Box.PlugIn(new SimulatedCar());
        house.Shine(() => 5600);
        house.Start();
        house.Advance(60);
        Assert.True(house.Box.DrawnPower > 16_000);
        house.World.Do(() => house.Intents.SetMode(ChargingMode.Off));
        house.Advance(6);
        Assert.Equal(4, house.Box.DrawnPower);
        house.World.Do(() => house.Intents.SetMode(ChargingMode.PvBoost));
        house.Advance(20);
        Assert.True(house.Box.DrawnPower > 16_000);
    }

    [Fact]
    public void Service_Stopped_LeavesTheBoxAtItsFailsafe()
    {
        using var house = new SimulatedHouse();
        house.Shine(() => 5600);
        house.Start();
        house.Advance(60);
        house.Stop();
        Assert.Equal(10, house.Box.Setpoint);
    }

    [Fact]
    public void Process_PausedInMidCycle_GivesNoSignOfLifeBehindOldReads()
    {
        using var house = new SimulatedHouse();
        house.Line.RequestDelay = () => TimeSpan.FromMilliseconds(50);
        house.Start();
        house.Advance(60);
        var confirms = 0;
        house.Line.Faults.Add((ReadOnlySpan<byte> request, ref Memory<byte> _) =>
        {
            // The pause comes while the setpoint is read back.
            if (request[7] == 3 && request[8] == 5004 >> 8 && request[9] == (5004 & 0xFF) && ++confirms == 1)
                house.Service.Process.Pause();
            return LineDeed.Send;
        });
        house.World.AdvanceUntil(() => house.Service.Process.Paused, TimeSpan.FromSeconds(2));
        house.Advance(11);
        house.Writes.Clear();
        house.World.Do(house.Service.Process.Resume);
        house.World.AdvanceUntil(() => house.Written.Contains("6000=1"), TimeSpan.FromSeconds(5));
        Assert.True(confirms >= 2);
    }

    [Fact]
    public void DisplayRegisters_RefusedForAWhile_AreReadAgainSoonAfter()
    {
        using var house = new SimulatedHouse();
        house.Box.PlugIn(new SimulatedCar());
        LineFault refuses = (ReadOnlySpan<byte> request, ref Memory<byte> reply) =>
        {
            if (request[7] == 4 && request[8] == 1014 >> 8 && request[9] == (1014 & 0xFF))
            {
                reply.Span[5] = 3;
                reply.Span[7] |= 0x80;
                reply.Span[8] = 2;
                reply = reply[..9];
            }

            return LineDeed.Send;
        };
        house.Line.Faults.Add(refuses);
        house.Start();
        house.Advance(60);
        Assert.Null(house.Report.Reading!.Voltage.L1);
        Assert.NotNull(house.Report.Reading!.Voltage.L2);
        house.Line.Faults.Clear();
        house.Advance(33);
        Assert.Equal(230, house.Report.Reading!.Voltage.L1!.Value.Value);
        Assert.Equal(1, house.Line.Dialled);
    }

    [Fact]
    public void OptionalRegisters_Missing_AreNeverAskedFor()
    {
        using var house = new SimulatedHouse();
        house.Start();
        house.Advance(1300);
        Assert.Equal(1, house.Line.Dialled);
        Assert.DoesNotContain("405=1", house.Written);
    }
}
