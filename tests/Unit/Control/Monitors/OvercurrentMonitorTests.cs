using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Control.Monitors;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Control.Monitors;

public sealed class OvercurrentMonitorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly OvercurrentMonitor _watch;

    public OvercurrentMonitorTests() => _watch = new OvercurrentMonitor(_time);

    [Theory]
    [InlineData(6, 7.0, false)]
    [InlineData(6, 7.01, true)]
    [InlineData(10, 11.0, false)]
    [InlineData(16, 17.6, false)]
    [InlineData(16, 17.61, true)]
    [InlineData(32, 35.2, false)]
    [InlineData(32, 35.21, true)]
    [InlineData(0, 0.05, false)]
    [InlineData(0, 1.01, true)]
    public void Current_AboveOneAmpereAndTenPercent_IsTold(int setpoint, double current, bool reported)
    {
        Draw(setpoint, current, seconds: 23);
        Assert.Equal(reported, _watch.Fault is not null);
    }

    [Fact]
    public void Current_TooHigh_IsToldAfter10AndStopsAfter30Seconds()
    {
        Draw(16, 16, seconds: 20);
        Draw(16, 20, seconds: 9.9);
        Assert.Null(_watch.Fault);
        Draw(16, 20, seconds: 0.2);
        Assert.Equal("the car draws 20 A, offered: 16 A", _watch.Fault);
        Draw(16, 20, seconds: 19.8);
        Assert.False(_watch.MustStop);
        Draw(16, 20, seconds: 0.2);
        Assert.True(_watch.MustStop);
    }

    [Fact]
    public void Current_AnyPhase_Counts()
    {
        Draw(16, 16, seconds: 20);
        for (var i = 0; i < 11; i++)
        {
            _watch.Measured(16, new(new Amperes(10), null, new Amperes(20)));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.NotNull(_watch.Fault);
    }

    [Fact]
    public void Current_BackForAMoment_BeginsAnew()
    {
        Draw(16, 16, seconds: 20);
        Draw(16, 20, seconds: 25);
        Draw(16, 16, seconds: 0.1);
        Assert.Null(_watch.Fault);
        Draw(16, 20, seconds: 9.9);
        Assert.Equal((null, false), (_watch.Fault, _watch.MustStop));
    }

    [Fact]
    public void Setpoint_Lowered_CarHas12SecondsBeforeItCounts()
    {
        Draw(24, 24, seconds: 20);
        Draw(16, 24, seconds: 21.9);
        Assert.Null(_watch.Fault);
        Draw(16, 24, seconds: 0.3);
        Assert.NotNull(_watch.Fault);
    }

    [Fact]
    public void Interrupted_BeginsAnewAndWhatWasOfferedIsNotKnown()
    {
        Draw(16, 20, seconds: 60);
        Assert.True(_watch.MustStop);
        _watch.Interrupted();
        Assert.Equal((null, false), (_watch.Fault, _watch.MustStop));
        Draw(16, 20, seconds: 21.9);
        Assert.Null(_watch.Fault);
        Draw(16, 20, seconds: 0.3);
        Assert.NotNull(_watch.Fault);
    }

    private void Draw(int setpoint, double current, double seconds)
    {
        for (var tenth = 0; tenth < Math.Round(seconds * 10); tenth++)
        {
            _watch.Measured(setpoint, new(new Amperes(current), new Amperes(current), new Amperes(current)));
            _time.Advance(TimeSpan.FromSeconds(0.1));
        }
    }
}
