using System.Collections.Immutable;
using System.Text;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What came of many schedules.</summary>
/// <param name="First">The first seed; the others follow it.</param>
/// <param name="Count">How many, an hour each.</param>
/// <param name="Violations">What was violated, with its seed.</param>
/// <param name="Begun">How often each fault struck.</param>
/// <param name="Took">How long it took.</param>
internal sealed record ScheduleResult(
    int First, int Count, ImmutableArray<string> Violations, IReadOnlyDictionary<string, int> Begun, TimeSpan Took)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, times) in Begun.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.AppendLine($"{times,8} {name}");
        foreach (var violation in Violations)
            text.AppendLine(violation);
        return text.Append(
            $"{Count} simulated hours (seeds {First} to {First + Count - 1}), {Begun.Values.Sum()} faults of {Begun.Count} kinds, {Violations.Length} violations, {Took.TotalSeconds:0.0} s")
            .ToString();
    }
}
