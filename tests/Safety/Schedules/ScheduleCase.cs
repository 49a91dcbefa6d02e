using System.Collections.Immutable;
using System.Text;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>An hour as data: the house's seed and traits, and what happens in it.</summary>
/// <param name="Seed">Draws the figures behind the traits, and the small chances of the house.</param>
/// <param name="Traits">What is special about the house.</param>
/// <param name="Events">What happens, in order.</param>
internal sealed record ScheduleCase(int Seed, ImmutableArray<Trait> Traits, ImmutableArray<ScheduleEvent> Events)
{
    /// <summary>Quarters of an hour in it.</summary>
    internal const int Quarters = 4;

    /// <summary>What a seed stands for.</summary>
    internal static ScheduleCase Of(int seed)
    {
        var traits = Schedules.Traits.Draw(seed);
        var meter = traits.Contains(Trait.MeterGuard);
        return new ScheduleCase(seed, traits, [.. Enumerable.Range(0, Quarters).SelectMany(quarter => EventDraw.Of(seed, quarter, meter))]);
    }

    /// <summary>The events that begin in a quarter.</summary>
    internal ImmutableArray<ScheduleEvent> In(int quarter) =>
        [.. Events.Where(one => one.At >= quarter * EventDraw.Quarter && one.At < (quarter + 1) * EventDraw.Quarter)];

    /// <summary>As a test that can be pasted into <c>tests/Unit/Schedules/ShrunkScheduleTests.cs</c>.</summary>
    internal string AsTest()
    {
        var text = new StringBuilder();
        text.AppendLine("    [Fact]");
        text.AppendLine($"    public void Schedule_OfSeed{Seed}_HoldsAllInvariants() => Holds(new ScheduleCase(");
        text.AppendLine($"        {Seed},");
        text.AppendLine($"        [{string.Join(", ", Traits.Select(trait => $"Trait.{trait}"))}],");
        text.AppendLine("        [");
        foreach (var one in Events)
            text.AppendLine($"            {one.Literal()}");
        return text.Append("        ]));").ToString();
    }
}
