using WallboxMqtt.Tests.Safety.Schedules;

namespace WallboxMqtt.Tests.Unit.Schedules;

public sealed class ScheduleTests(ITestOutputHelper output)
{
    [Fact]
    public void Schedules_TwentyHours_HoldAllInvariants()
    {
        var result = SchedulesCommand.Run(9_000, 20);
        output.WriteLine(result.ToString());
        Assert.Empty(result.Violations);
    }

    [Fact]
    public void Schedule_SameSeed_TakesTheSameCourse()
    {
        static string Course(int seed)
        {
            using var reported = new StringWriter();
            SchedulesCommand.Fault(seed, new ScheduleTrace(reported));
            return reported.ToString();
        }

        var first = Course(4711);
        Assert.True(first.Length > 1000);
        Assert.Equal(first, Course(4711));
        Assert.NotEqual(first, Course(4712));
    }
}
