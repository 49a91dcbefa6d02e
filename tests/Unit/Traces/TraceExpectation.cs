using System.Globalization;
using System.Text.RegularExpressions;

namespace WallboxMqtt.Tests.Unit.Traces;

/// <summary>One line of a trace's <c>.expect</c> file: docs/traces.md describes them.</summary>
internal sealed record TraceExpectation(string Text, double From, double To, string Path)
{
    private const string Number = @"(\d+(?:\.\d+)?)";
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);
#pragma warning disable MA0023 // the groups are numbered
    private static readonly Regex s_at = new($@"^at {Number} (\S+) (.+)$", RegexOptions.None, s_longest);
    private static readonly Regex s_from = new($@"^from {Number} to {Number} (\S+) (.+)$", RegexOptions.None, s_longest);
    private static readonly Regex s_value = new($@"^= (-?\d+(?:\.\d+)?)(?: \+- {Number})?( or unknown)?$", RegexOptions.None, s_longest);
    private static readonly Regex s_word = new(@"^= (\S+)( or unknown)?$", RegexOptions.None, s_longest);
    private static readonly Regex s_rises = new($@"^rises {Number} to {Number}$", RegexOptions.None, s_longest);
    private static readonly Regex s_steps = new($@"^steps at most {Number}$", RegexOptions.None, s_longest);
#pragma warning restore MA0023

    /// <summary>What must hold, of all that was seen in the span; null where it does, the complaint otherwise.</summary>
    internal required Func<IReadOnlyList<string?>, string?> Check { get; init; }

    /// <summary>The payload of a command; null for none.</summary>
    internal string? Command { get; init; }

    internal static TraceExpectation Parse(string line)
    {
        var (at, from) = (s_at.Match(line), s_from.Match(line));
        Assert.True(at.Success || from.Success, line);
        var (start, end) = at.Success ? (at.Groups[1], at.Groups[1]) : (from.Groups[1], from.Groups[2]);
        var (path, rule) = at.Success ? (at.Groups[2].Value, at.Groups[3].Value) : (from.Groups[3].Value, from.Groups[4].Value);
        var command = path == "command" ? rule : null;
        return new TraceExpectation(line, Double(start), Double(end), path) { Check = command is null ? Rule(line, rule) : _ => null, Command = command };
    }

    private static Func<IReadOnlyList<string?>, string?> Rule(string line, string rule)
    {
        if (rule == "unknown")
            return seen => seen.All(value => value is null) ? null : Saw(seen);
        if (rule == "known")
            return seen => seen.All(value => value is not null) ? null : Saw(seen);
        if (rule.StartsWith("sees ", StringComparison.Ordinal))
            return seen => seen.Any(value => (value ?? "unknown").Split(',').Contains(rule["sees ".Length..])) ? null : Saw(seen);
        if (s_value.Match(rule) is { Success: true } value)
        {
            var (right, off) = (Double(value.Groups[1]), value.Groups[2].Success ? Double(value.Groups[2]) : 1e-9);
            return seen => seen.All(now => now is null ? value.Groups[3].Success : Math.Abs(Double(now) - right) <= off) ? null : Saw(seen);
        }

        if (s_word.Match(rule) is { Success: true } word)
            return seen => seen.All(now => now is null ? word.Groups[2].Success : now == word.Groups[1].Value) ? null : Saw(seen);
        if (s_rises.Match(rule) is { Success: true } rises)
        {
            return seen => seen is [{ } first, .., { } last] && Double(last) - Double(first) >= Double(rises.Groups[1]) && Double(last) - Double(first) <= Double(rises.Groups[2])
                ? null
                : Saw(seen);
        }

        var steps = s_steps.Match(rule);
        Assert.True(steps.Success, line);
        return seen =>
        {
            var numbers = seen.OfType<string>().Select(Double).ToList();
            var most = numbers.Zip(numbers.Skip(1), (one, next) => Math.Abs(next - one)).DefaultIfEmpty(0).Max();
            return most <= Double(steps.Groups[1]) ? null : $"a step of {most}";
        };
    }

    private static string Saw(IReadOnlyList<string?> seen) =>
        string.Join(", ", seen.Select(value => value ?? "unknown").Aggregate(new List<string>(), (list, value) =>
        {
            if (list.Count == 0 || list[^1] != value)
                list.Add(value);
            return list;
        }).Take(12));

    private static double Double(Group group) => Double(group.Value);

    private static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
