using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Unit.House;

public sealed class OverdrawTests : IDisposable
{
    private readonly SimulatedHouse _house = new();
    private readonly SimulatedCar _car = new();

    public OverdrawTests()
    {
        _house.Box.PlugIn(_car);
        _house.Command("mode", "fixed");
        _house.Start();
        _house.Advance(60);
        Assert.Equal((16, DecisionReason.Fixed), (_house.Box.Setpoint, _house.Report.Reason));
    }

    [Fact]
    public void Car_DrawsMore_IsReportedAfter10SecondsAndStoppedAfter30()
    {
        Overdraw(2);
        _house.Advance(9);
        Assert.Equal((false, DecisionReason.Fixed), (_house.Report.Problem, _house.Report.Reason));
        _house.Advance(3);
        Assert.Equal((true, DecisionReason.Overcurrent), (_house.Report.Problem, _house.Report.Reason));
        Assert.Equal("the car draws 18 A, offered: 16 A", _house.Report.Fault);
        _house.Advance(16);
        Assert.Equal(16, _house.Box.Setpoint);
        _house.Advance(4);
        Assert.Equal((0, DecisionReason.Overcurrent), (_house.Box.Setpoint, _house.Report.Reason));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.5)]
    public void Car_DrawsALittleMore_IsWithinTolerance(double amperes)
    {
        Overdraw(amperes);
        _house.Advance(120);
        Assert.Equal((16, false, DecisionReason.Fixed), (_house.Box.Setpoint, _house.Report.Problem, _house.Report.Reason));
    }

    [Fact]
    public void Stopped_LimitOrRestart_StaysStoppedUntilAModeIsCommanded()
    {
        Stopped();
        _house.Command("limit", "none");
        _house.Advance(10);
        Assert.Equal(0, _house.Box.Setpoint);
        _house.Kill();
        _house.Restart();
        _house.Advance(30);
        Assert.Equal((0, true, DecisionReason.Overcurrent), (_house.Box.Setpoint, _house.Report.Problem, _house.Report.Reason));
        _car.Overdraw = 0;
        _house.Command("mode", "fixed");
        _house.Advance(5);
        Assert.Equal((16, false, DecisionReason.Fixed), (_house.Box.Setpoint, _house.Report.Problem, _house.Report.Reason));
    }

    [Fact]
    public void Line_BrokenMeanwhile_TheTimesBeginAnew()
    {
        Overdraw(2);
        _house.Advance(20);
        Assert.True(_house.Report.Problem);
        _house.Line.Abandon();
        _house.Advance(20);
        Assert.Equal((true, 16, false), (_house.Report.Online, _house.Box.Setpoint, _house.Report.Problem));
    }

    [Fact]
    public void Contactor_WeldedWhileOff_IsReported()
    {
        _house.Command("mode", "off");
        _house.Advance(20);
        Assert.Equal(0, _house.Box.Setpoint);
        _car.MustDraw = 10;
        _house.Advance(12);
        Assert.Equal((true, DecisionReason.Overcurrent), (_house.Report.Problem, _house.Report.Reason));
    }

    [Fact]
    public void Cloud_SlowCar_IsGivenTimeToFollow()
    {
        using var house = new SimulatedHouse();
        var sun = 9000d;
        house.Box.PlugIn(new SimulatedCar { FollowTime = TimeSpan.FromSeconds(11) });
        house.Shine(() => sun);
        house.Start();
        house.Advance(95);
        Assert.Equal(29, house.Box.Setpoint);
        sun = 0;
        for (var second = 0; second < 60; second++)
        {
            house.Advance(1);
            Assert.False(house.Report.Problem, house.Report.Fault);
        }

        Assert.Equal(16, house.Box.Setpoint);
    }

    [Fact]
    public void Setpoint_WrittenByAnotherMaster_IsReportedAndOursIsWrittenOnceACycle()
    {
        for (var second = 0; second < 9; second++)
        {
            if (second % 3 == 0)
                _house.World.Do(() => _house.Box.LoseSetpoint(32));
            _house.Advance(1);
        }

        Assert.Contains("something else writes its setpoint (32 A was found", _house.Report.Fault, StringComparison.Ordinal);
        Assert.Equal(16, _house.Box.Setpoint);
        _house.Writes.Clear();
        for (var second = 0; second < 10; second++)
        {
            _house.World.Do(() => _house.Box.LoseSetpoint(32));
            _house.Advance(1);
        }

        Assert.InRange(_house.Written.Count(write => write == "5004=16"), 9, 12);
        _house.Advance(62);
        Assert.Null(_house.Report.Fault);
    }

    [Fact]
    public void Slot_TakenByAnotherMaster_IsReportedAndNotFought()
    {
        _house.Line.ClosesAtOnce = true;
        _house.World.Do(_house.Line.Break);
        _house.Advance(300);
        Assert.Contains("another Modbus master", _house.Report.Fault, StringComparison.Ordinal);
        Assert.InRange(_house.Line.Dialled, 10, 16);
        _house.Line.ClosesAtOnce = false;
        _house.Advance(30);
        Assert.Equal((16, null), (_house.Box.Setpoint, _house.Report.Fault));
    }

    public void Dispose() => _house.Dispose();

    private void Overdraw(double amperes)
    {
        _car.Overdraw = amperes;
        _house.Box.PlugIn(_car);
        _house.World.AdvanceUntil(() => _house.Box.DrawnPower > (16 + amperes) * 690, TimeSpan.FromSeconds(30));
    }

    private void Stopped()
    {
        Overdraw(4);
        _house.Advance(33);
        Assert.Equal((0, DecisionReason.Overcurrent), (_house.Box.Setpoint, _house.Report.Reason));
    }
}
