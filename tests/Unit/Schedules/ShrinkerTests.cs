using WallboxMqtt.Tests.Safety.Invariants;
using WallboxMqtt.Tests.Safety.Schedules;

namespace WallboxMqtt.Tests.Unit.Schedules;

public sealed class ShrinkerTests
{
    private static readonly ScheduleCase s_whole = new(
        1, [Trait.SlowPoll, Trait.WideText], [.. Enumerable.Range(0, 100).Select(second => new ScheduleEvent(second, $"sun {second}"))]);

    [Fact]
    public void Shrink_TwoOfAHundredEventsMatter_LeavesThem()
    {
        var shrinker = new Shrinker(one => Has(one, "sun 17") && Has(one, "sun 60") && one.Traits.Contains(Trait.WideText) ? Fault(Invariant.FallAtOnce) : null);
        var shrunk = shrinker.Shrink(s_whole)!;
        Assert.Equal(["sun 17", "sun 60"], shrunk.Events.Select(one => one.What));
        Assert.Equal([Trait.WideText], shrunk.Traits);
        Assert.True(shrinker.Runs < 100, $"{shrinker.Runs} runs");
    }

    [Fact]
    public void Shrink_FewerEventsViolateAnotherInvariant_StaysWithTheFirst()
    {
        var shrunk = new Shrinker(one => Has(one, "sun 17") ? Fault(Invariant.FallAtOnce) : Fault(Invariant.Bounded)).Shrink(s_whole)!;
        Assert.Equal(["sun 17"], shrunk.Events.Select(one => one.What));
    }

    [Fact]
    public void Shrink_NothingFails_IsNull() => Assert.Null(new Shrinker(_ => null).Shrink(s_whole));

    [Fact]
    public void AsTest_Case_CanBePastedIn()
    {
        var one = new ScheduleCase(7, [Trait.SlowPoll], [new(1.5, "mode off"), new(2, "line: mute", 3.25, 1, 99)]);
        Assert.Contains("new(1.5, \"mode off\"),", one.AsTest(), StringComparison.Ordinal);
        Assert.Contains("new(2, \"line: mute\", 3.25, 1, 99),", one.AsTest(), StringComparison.Ordinal);
        Assert.Contains("[Trait.SlowPoll],", one.AsTest(), StringComparison.Ordinal);
    }

    private static bool Has(ScheduleCase one, string what) => one.Events.Any(happens => happens.What == what);

    private static InvariantViolation Fault(string invariant) => new(invariant, 1, TimeSpan.FromSeconds(90), "");
}
