using System.Collections.Immutable;
using System.Text;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>What came of many schedules.</summary>
/// <param name="First">The first seed; the others follow it.</param>
/// <param name="Count">How many, an hour each.</param>
/// <param name="Violations">What was violated, with its seed, in the order of the seeds.</param>
/// <param name="Begun">How often each trait was there, each fault struck, and each thing that an invariant judges was seen.</param>
/// <param name="Took">How long it took.</param>
internal sealed record ScheduleResult(
    int First, int Count, ImmutableArray<(int Seed, string Fault)> Violations, IReadOnlyDictionary<string, int> Begun, TimeSpan Took)
{
    /// <summary>So many hours must have been in every corner.</summary>
    private const int Enough = 500;

    /// <summary>What was never there in a run that was long enough for it.</summary>
    internal ImmutableArray<string> DeadCorners => Count < Enough ? [] : [.. Coverage.All.Where(corner => Begun.GetValueOrDefault(corner) == 0)];

    /// <summary>True where nothing was violated and no corner was left out.</summary>
    internal bool Passed => Violations.IsEmpty && DeadCorners.IsEmpty;

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, times) in Begun.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.AppendLine($"{times,8} {name}");
        foreach (var corner in DeadCorners)
            text.AppendLine($"DEAD CORNER: {corner}");
        foreach (var (_, violation) in Violations)
            text.AppendLine(violation);
        var (faults, kinds) = (Begun.Where(IsFault).Sum(pair => pair.Value), Begun.Count(IsFault));
        return text.Append(
            $"{Count} simulated hours (seeds {First} to {First + Count - 1}), {faults} faults of {kinds} kinds, {Violations.Length} violations, {Took.TotalSeconds:0.0} s")
            .ToString();

        static bool IsFault(KeyValuePair<string, int> pair) => FaultCatalogue.ByName.ContainsKey(pair.Key);
    }
}
