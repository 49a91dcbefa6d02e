using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control.Monitors;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Control.Monitors;

public sealed class PhaseMonitorTests
{
    private readonly SimulatedTime _time = new();

    [Theory]
    [InlineData(16, 0.05, 0.05, 1)]
    [InlineData(0.05, 16, 0.05, 1)]
    [InlineData(16, 16, 0.05, 2)]
    [InlineData(16, 16, 16, 3)]
    [InlineData(16, 1.1, 16, 3)]
    [InlineData(3.9, 0.05, 0.05, 3)]
    public void Measured_ForAMinute_ShowsThePhases(double l1, double l2, double l3, int phases)
    {
        var watch = new PhaseMonitor(3, _time);
        Assert.Equal(3, After(watch, 60, l1, l2, l3));
        Assert.Equal(phases, After(watch, 1, l1, l2, l3));
        Assert.Equal(l1 > 4 && l2 > 1 && l3 > 1, watch.Symmetrical);
    }

    [Fact]
    public void Measured_MoreCurrentThanShown_IsThreePhasesAtOnce()
    {
        var watch = new PhaseMonitor(3, _time);
        After(watch, 62, 16, 0, 0);
        Assert.Equal(3, After(watch, 1, 16, 2, 0));
        Assert.Equal(3, After(watch, 58, 16, 0, 0));
        Assert.Equal(1, After(watch, 3, 16, 0, 0));
    }

    [Fact]
    public void Measured_TwoPhasesAfterOne_IsTwoOnceTheyHaveLasted()
    {
        var watch = new PhaseMonitor(3, _time);
        After(watch, 30, 16, 0, 0);
        Assert.Equal(3, After(watch, 29, 16, 16, 0));
        Assert.Equal(2, After(watch, 2, 16, 16, 0));
    }

    [Theory]
    [InlineData(false, 16.0)]
    [InlineData(true, 3.0)]
    [InlineData(null, 16.0)]
    [InlineData(true, null)]
    public void Measured_NotChargingOrNotKnown_IsThreePhasesAtOnce(bool? charging, double? l1)
    {
        var watch = new PhaseMonitor(3, _time);
        After(watch, 62, 16, 0, 0);
        watch.Measured(new ChargerReading
        {
            Charging = charging,
            Current = new(l1 is { } amperes ? new Amperes(amperes) : null, new Amperes(0), new Amperes(0)),
        });
        Assert.Equal(3, watch.Phases);
    }

    [Fact]
    public void Interrupted_AfterOnePhase_IsThreePhasesAtOnce()
    {
        var watch = new PhaseMonitor(3, _time);
        After(watch, 62, 16, 0, 0);
        watch.Interrupted();
        Assert.Equal(3, watch.Phases);
    }

    private int After(PhaseMonitor watch, int seconds, double l1, double l2, double l3)
    {
        for (var second = 0; second < seconds; second++)
        {
            watch.Measured(new ChargerReading { Charging = true, Current = new(new Amperes(l1), new Amperes(l2), new Amperes(l3)) });
            _time.MoveTo(_time.Now + TimeSpan.TicksPerSecond);
        }

        return watch.Phases;
    }
}
