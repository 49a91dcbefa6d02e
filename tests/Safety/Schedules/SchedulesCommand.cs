using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Runs many schedules on all cores, tells what happens in one, or shrinks one that fails.</summary>
internal static class SchedulesCommand
{
    // An hour takes a second of one core.
    private static readonly TimeSpan s_stuck = TimeSpan.FromSeconds(30);

    internal static int Run(string[] arguments, TextWriter output)
    {
        if (arguments.Contains("--all-traits"))
            Traits.NotYet = [];
        switch (arguments)
        {
            case ["--replay", var one, ..]:
                return Replay(int.Parse(one), output);
            case ["--shrink", var one, ..]:
                return Shrink(int.Parse(one), output);
        }

        var count = arguments is [var number, ..] && int.TryParse(number, out var given) ? given : 1000;
        var first = Array.IndexOf(arguments, "--seed") is >= 0 and var at ? int.Parse(arguments[at + 1]) : Random.Shared.Next(1_000_000, 2_000_000_000);
        var stops = arguments.Contains("--stop-on-fail");
        var result = Run(first, count, stops);
        output.WriteLine(result.ToString());
        if (result.Violations is [var (seed, _), ..] && !stops && !arguments.Contains("--no-shrink"))
            Shrink(seed, output);
        return result.Passed ? 0 : 1;
    }

    /// <summary>Runs schedules.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="stops">True to begin no more once one has failed.</param>
    internal static ScheduleResult Run(int first, int count, bool stops = false)
    {
        var started = TimeProvider.System.GetTimestamp();
        var violations = new ConcurrentQueue<(int Seed, string Fault)>();
        var begun = new ConcurrentDictionary<string, int>();
        var running = new ConcurrentDictionary<int, long>();
        using var watch = new Timer(
            _ =>
            {
                foreach (var (seed, since) in running)
                {
                    if (TimeProvider.System.GetElapsedTime(since) > s_stuck)
                        Console.Error.WriteLine($"seed {seed} has been running for {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0} s: does its time stand still?");
                }
            },
            null,
            s_stuck,
            s_stuck);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (offset, loop) =>
        {
            var trace = new ScheduleTrace(null);
            running[first + offset] = TimeProvider.System.GetTimestamp();
            if (Fault(first + offset, trace) is { } fault)
            {
                violations.Enqueue((first + offset, fault));
                if (stops)
                    loop.Stop();
            }

            running.TryRemove(first + offset, out _);
            foreach (var (name, times) in trace.Begun)
                begun.AddOrUpdate(name, times, (_, before) => before + times);
        });
        return new ScheduleResult(
            first, count, [.. violations.OrderBy(violation => violation.Seed)], begun.ToImmutableDictionary(), TimeProvider.System.GetElapsedTime(started));
    }

    /// <summary>Runs one schedule; the answer is what was violated, null for nothing.</summary>
    internal static string? Fault(int seed, ScheduleTrace trace) => Fault(ScheduleCase.Of(seed), trace);

    /// <summary>Runs one schedule from its data.</summary>
    internal static string? Fault(ScheduleCase one, ScheduleTrace? trace = null) => Violation(one, trace) switch
    {
        null => null,
        Invariants.InvariantViolation violation => violation.Message,
        var unexpected => $"the service or the schedule failed (seed {one.Seed}): {unexpected}",
    };

    /// <summary>Runs one schedule; the answer is what it died of, null where all invariants held.</summary>
    internal static Exception? Violation(ScheduleCase one, ScheduleTrace? trace = null)
    {
        try
        {
            new Schedule(one.Seed, one.Traits, trace).Run(ScheduleCase.Quarters, one.In);
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    private static int Replay(int seed, TextWriter output)
    {
        var one = ScheduleCase.Of(seed);
        output.WriteLine($"traits: {string.Join(", ", one.Traits)}");
        output.WriteLine(new HousePlan(seed, one.Traits).Facts());
        var fault = Fault(one, new ScheduleTrace(output));
        output.WriteLine(fault ?? $"seed {seed}: all invariants held");
        return fault is null ? 0 : 1;
    }

    private static int Shrink(int seed, TextWriter output)
    {
        var shrinker = new Shrinker(one => Violation(one));
        if (shrinker.Shrink(ScheduleCase.Of(seed)) is not { } shrunk)
        {
            output.WriteLine($"seed {seed}: all invariants held, there is nothing to shrink");
            return 1;
        }

        output.WriteLine($"seed {seed}, shrunk to {shrunk.Events.Length} events in {shrinker.Runs} runs: {Fault(shrunk)}");
        output.WriteLine(shrunk.AsTest());
        return 0;
    }
}
