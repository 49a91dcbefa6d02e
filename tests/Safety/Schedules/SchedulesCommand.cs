using System.Collections.Concurrent;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Runs many schedules on all cores, or tells what happens in one.</summary>
internal static class SchedulesCommand
{
    internal static int Run(string[] arguments, TextWriter output)
    {
        if (arguments is ["--replay", var one])
            return Replay(int.Parse(one), output);
        var count = arguments is [var number, ..] && int.TryParse(number, out var given) ? given : 1000;
        var first = arguments is [.., "--seed", var seed] ? int.Parse(seed) : Random.Shared.Next(1_000_000, 2_000_000_000);
        var result = Run(first, count);
        output.WriteLine(result.ToString());
        return result.Violations.IsEmpty ? 0 : 1;
    }

    internal static ScheduleResult Run(int first, int count)
    {
        var started = TimeProvider.System.GetTimestamp();
        var violations = new ConcurrentQueue<string>();
        var begun = new ConcurrentDictionary<string, int>();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, offset =>
        {
            var trace = new ScheduleTrace(null);
            if (Fault(first + offset, trace) is { } fault)
                violations.Enqueue(fault);
            foreach (var (name, times) in trace.Begun)
                begun.AddOrUpdate(name, times, (_, before) => before + times);
        });
        return new ScheduleResult(first, count, [.. violations], begun.ToDictionary(), TimeProvider.System.GetElapsedTime(started));
    }

    /// <summary>Runs one schedule; the answer is what was violated, null for nothing.</summary>
    internal static string? Fault(int seed, ScheduleTrace trace)
    {
        try
        {
            new Schedule(seed, trace).Run();
            return null;
        }
        catch (Invariants.InvariantViolation violation)
        {
            return violation.Message;
        }
        catch (Exception unexpected)
        {
            return $"the service or the schedule failed (seed {seed}): {unexpected}";
        }
    }

    private static int Replay(int seed, TextWriter output)
    {
        var fault = Fault(seed, new ScheduleTrace(output));
        output.WriteLine(fault ?? $"seed {seed}: all invariants held");
        return fault is null ? 0 : 1;
    }
}
