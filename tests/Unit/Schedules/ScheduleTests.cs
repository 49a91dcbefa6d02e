using WallboxMqtt.Tests.Safety.Schedules;

namespace WallboxMqtt.Tests.Unit.Schedules;

public sealed class ScheduleTests(ITestOutputHelper output)
{
    /// <summary>Seeds that once showed a fault of the service or of the schedule itself. What they do changes whenever a fault is added.</summary>
    private static readonly int[] s_once =
    [
        2, 11, 20, 104, 116, 125, 131, 150, 152, 164, 169, 171, 172, 177, 187, 188, 192, 196,
        1034, 1046, 1088, 1093, 1095, 1098, 1120, 1195, 1204, 1245, 1248, 3181,
        16105, 16188, 16202, 26129, 50102, 50475, 50748, 51276, 51411, 300639, 300819, 714972451,
        1003306, 1005645, 1006749, 1008237, 2000513, 768834245, 768834324, 1859720587, 820432582, 701333352, 1025423870, 1522003283, 1522007856, 628717829,
    ];

    [Fact]
    public void Schedules_FreshSeeds_HoldAllInvariants()
    {
        var result = SchedulesCommand.Run(Random.Shared.Next(1_000_000, 2_000_000_000), 20);
        output.WriteLine(result.ToString());
        Assert.Empty(result.Violations);
    }

    [Fact]
    public void Schedules_SeedsThatOnceFailed_HoldAllInvariants() =>
        Assert.Empty(s_once.Select(seed => SchedulesCommand.Fault(seed, new ScheduleTrace(null))).OfType<string>());

    [Fact]
    public void Schedule_SameSeed_TakesTheSameCourse()
    {
        static string Course(int seed)
        {
            using var told = new StringWriter();
            SchedulesCommand.Fault(seed, new ScheduleTrace(told));
            return told.ToString();
        }

        var first = Course(4711);
        Assert.True(first.Length > 1000);
        Assert.Equal(first, Course(4711));
        Assert.NotEqual(first, Course(4712));
    }
}
