using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Timing;

public sealed class WallClockWatchTests
{
    private readonly SimulatedTime _time = new();
    private readonly WallClockWatch _watch;

    public WallClockWatchTests() => _watch = new WallClockWatch(_time);

    [Theory]
    [InlineData(5.001, true)]
    [InlineData(86_400, true)]
    [InlineData(5, false)]
    [InlineData(-5.001, false)]
    [InlineData(-86_400, false)]
    public void Look_WallClockWasSet_OnlyALeapAheadCounts(double seconds, bool leapt)
    {
        Pass(10);
        Set(seconds);
        Assert.Equal(leapt ? TimeSpan.FromSeconds(seconds) : null, _watch.Evaluate());
        Pass(10);
        Assert.Null(_watch.Evaluate());
    }

    [Fact]
    public void Look_WallClockIsSlewed_NeverCounts()
    {
        for (var second = 0; second < 3600; second++)
        {
            Pass(1);
            Set(0.1);
            Assert.Null(_watch.Evaluate());
        }
    }

    [Fact]
    public void Look_HoursAfterTheLast_IsNoLeap()
    {
        Pass(36_000);
        Assert.Null(_watch.Evaluate());
    }

    private void Set(double seconds) => _time.WallClockOffset += TimeSpan.FromSeconds(seconds);

    private void Pass(double seconds) => _time.MoveTo(_time.Now + TimeSpan.FromSeconds(seconds).Ticks);
}
