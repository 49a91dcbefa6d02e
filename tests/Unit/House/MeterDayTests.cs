using WallboxMqtt.Tests.Safety.Days;

namespace WallboxMqtt.Tests.Unit.House;

public sealed class MeterDayTests
{
    /// <summary>A sample every 5 s that tells a second late, and 4 s in which the car comes down.</summary>
    private const int Helpless = 5 + 1 + 4;

    [Fact]
    public void Day_KettleOvenAndClouds_ImportStaysBelowTheLimitButForTheLag()
    {
        var figures = Live(guarded: true);
        Assert.InRange(figures.Longest, 1, Helpless);
        var without = Live(guarded: false);
        Assert.True(figures.Over < without.Over / 10, $"{figures.Over} s of {without.Over} s");
        Assert.True(without.Longest > 1000);
        // Not bought with less than the car could have: most of the day nothing stands in its way.
        Assert.InRange(figures.Mean, without.Mean - 2, without.Mean);
    }

    private static DayFigures Live(bool guarded)
    {
        var day = new MeterDay();
        day.Live(6, 22, guarded);
        return DayFigures.Of(day.Seconds);
    }
}
