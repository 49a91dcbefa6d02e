using System.Globalization;

namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary><c>fuzz [target|all] [--count N] [--seed S] [--only INDEX]</c>.</summary>
internal static class FuzzCommand
{
    private const long UsualCount = 1_000_000;
    private static readonly string s_usage =
        $"usage: fuzz [all|{string.Join('|', FuzzTargets.Names)}] [--count N] [--seed S] [--only INDEX]; without a seed a fresh one is taken";

    /// <summary>Runs; prints a line a target, and faults below it. 0 where there is no fault, otherwise 1.</summary>
    internal static int Run(string[] arguments, TextWriter output)
    {
        var options = new Dictionary<string, long>(StringComparer.Ordinal);
        var rest = arguments.AsSpan();
        var name = rest is [{ } first, ..] && !first.StartsWith('-') ? first : "all";
        if (rest is [{ } named, ..] && !named.StartsWith('-'))
            rest = rest[1..];
        for (; rest is ["--count" or "--seed" or "--only", { } value, ..] && long.TryParse(value, CultureInfo.InvariantCulture, out var number); rest = rest[2..])
            options[rest[0]] = number;
        if (!rest.IsEmpty || (name != "all" && !FuzzTargets.Names.Contains(name)))
        {
            output.WriteLine(s_usage);
            return 1;
        }

        var seed = options.TryGetValue("--seed", out var given) ? given : Random.Shared.Next();
        var sound = true;
        foreach (var target in FuzzTargets.Names.Where(target => name == "all" || target == name).Select(FuzzTargets.Create))
        {
            if (options.TryGetValue("--only", out var index))
            {
                var finding = FuzzRun.Again(target, seed, index, TimeProvider.System);
                output.WriteLine($"{target.Name}: seed {seed}: {finding?.ToString() ?? "no fault"}");
                sound &= finding is null;
                continue;
            }

            var report = FuzzRun.Run(target, seed, options.GetValueOrDefault("--count", UsualCount), TimeProvider.System);
            output.WriteLine(report);
            output.Flush();
            sound &= report.Faults.IsEmpty;
        }

        return sound ? 0 : 1;
    }
}
