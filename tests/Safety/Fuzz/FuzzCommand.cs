using System.Globalization;
using WallboxMqtt.Tests.Safety.Fuzz.Guided;

namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary><c>fuzz [target|all] [--guided] [--count N] [--seed S] [--only INDEX]</c>.</summary>
internal static class FuzzCommand
{
    private const long UsualCount = 1_000_000;
    private static readonly string s_usage =
        $"usage: fuzz [all|{string.Join('|', FuzzTargets.Names)}] [--guided] [--count N] [--seed S] [--only INDEX]; without a seed a fresh one is taken";

    /// <summary>Runs; prints a line a target, and faults below it. 0 where there is no fault, otherwise 1.</summary>
    internal static int Run(string[] arguments, TextWriter output)
    {
        var guided = arguments.Contains("--guided");
        if (guided && !InstrumentedCopy.IsThis)
            return InstrumentedCopy.Run(arguments);
        if (guided)
            Coverage.Prepare();
        arguments = [.. arguments.Where(argument => argument != "--guided")];
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
            var watched = guided ? new GuidedTarget(target) : target;
            if (options.TryGetValue("--only", out var index))
            {
                var finding = FuzzRun.Again(target, seed, index, TimeProvider.System);
                output.WriteLine($"{target.Name}: seed {seed}: {finding?.ToString() ?? "no fault"}");
                sound &= finding is null;
                continue;
            }

            var report = FuzzRun.Run(watched, seed, options.GetValueOrDefault("--count", UsualCount), TimeProvider.System);
            output.WriteLine(report);
            if (guided)
                output.WriteLine(watched);
            output.Flush();
            sound &= report.Faults.IsEmpty;
        }

        return sound ? 0 : 1;
    }
}
