using CsCheck;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Timing;

public sealed class SlidingExtremeTests
{
    private static readonly TimeSpan s_span = TimeSpan.FromSeconds(30);

    [Fact]
    public void At_Rise_CountsAfterTheWholeSpan()
    {
        var minimum = SlidingExtreme.Lowest(s_span, new SimulatedTime(), 0);
        minimum.Record(Seconds(100), 5600);
        Assert.Equal(0, minimum.At(Seconds(100)));
        Assert.Equal(0, minimum.At(Seconds(129.9)));
        Assert.Equal(TimeSpan.FromSeconds(0.5), minimum.RelaxesIn(Seconds(129.5)));
        Assert.Equal(5600, minimum.At(Seconds(130)));
        Assert.Null(minimum.RelaxesIn(Seconds(130)));
    }

    [Fact]
    public void At_Fall_CountsAtOnce()
    {
        var minimum = SlidingExtreme.Lowest(s_span, new SimulatedTime(), 0);
        minimum.Record(Seconds(0), 5600);
        minimum.Record(Seconds(60), 900);
        Assert.Equal(900, minimum.At(Seconds(60)));
        minimum.Record(Seconds(61), 5600);
        Assert.Equal(900, minimum.At(Seconds(90)));
        Assert.Equal(5600, minimum.At(Seconds(91)));
    }

    [Fact]
    public void At_AnySeries_IsTheLowestInForceWithinTheSpan() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 5]).Array[1, 40].Sample(series =>
        {
            var minimum = SlidingExtreme.Lowest(s_span, new SimulatedTime(), 0);
            var steps = new List<(long From, double Value)> { (long.MinValue / 2, 0) };
            var now = 0L;
            foreach (var (pause, value) in series)
            {
                now += Seconds(pause);
                minimum.Record(now, value);
                steps.Add((now, value));
                var start = now - s_span.Ticks;
                var expected = steps.Where((step, i) => i + 1 == steps.Count || steps[i + 1].From > start).Min(step => step.Value);
                Assert.Equal(expected, minimum.At(now));
            }
        });

    [Fact]
    public void Highest_AnySeries_MirrorsTheLowest() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 5]).Array[1, 40].Sample(series =>
        {
            var (lowest, highest) = (SlidingExtreme.Lowest(s_span, new SimulatedTime(), 0), SlidingExtreme.Highest(s_span, new SimulatedTime(), 0));
            var now = 0L;
            foreach (var (pause, value) in series)
            {
                now += Seconds(pause);
                lowest.Record(now, -value);
                highest.Record(now, value);
                Assert.Equal((-lowest.At(now), lowest.RelaxesIn(now)), (highest.At(now), highest.RelaxesIn(now)));
            }
        });

    [Fact]
    public void Record_Flood_StaysBoundedAndLow()
    {
        var minimum = SlidingExtreme.Lowest(s_span, new SimulatedTime(), 0);
        for (var i = 1; i <= 100_000; i++)
            minimum.Record(Seconds(1) + i, i);
        Assert.Equal(0, minimum.At(Seconds(2)));
        Assert.Equal(100_000, minimum.At(Seconds(40)));
    }

    private static long Seconds(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);
}
