using WallboxMqtt.Tests.Safety.Invariants;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>A simulated month of faults in one house, with an eye on what must not grow: memory, timers, connections, files.</summary>
internal static class MonthCommand
{
    private const int QuartersADay = 96;
    private const int MostTimers = 2000;
    private const long MostGrowth = 3 << 20;
    private const int LinesReported = 6000;

    internal static int Run(string[] arguments, TextWriter output)
    {
        var days = arguments is [var number, ..] && int.TryParse(number, out var given) ? given : 30;
        var seed = arguments is [.., "--seed", var chosen] ? int.Parse(chosen) : Random.Shared.Next(1_000_000, 2_000_000_000);
        var started = TimeProvider.System.GetTimestamp();
        output.WriteLine($"{days} simulated days, seed {seed}");
        var fault = Fault(days, seed, output);
        output.WriteLine($"{fault ?? "all invariants held"}; {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
        return fault is null ? 0 : 1;
    }

    private static string? Fault(int days, int seed, TextWriter output)
    {
        using var course = new LastLines(LinesReported);
        var traits = Traits.Draw(seed);
        output.WriteLine($"traits: {string.Join(", ", traits)}");
        var meter = traits.Contains(Trait.MeterGuard);
        var schedule = new Schedule(seed, traits, new ScheduleTrace(course));
        long first = 0;
        try
        {
            schedule.Run(days * QuartersADay, quarter => EventDraw.Of(seed, quarter, meter), quarter =>
            {
                var (day, rest) = Math.DivRem(quarter + 1, QuartersADay);
                if (rest != 0)
                    return;
                var (memory, timers) = (GC.GetTotalMemory(forceFullCollection: true), schedule.House.World.Time.Waiting);
                first = day == 1 ? memory : first;
                output.WriteLine($"day {day,3}: {memory / 1024.0 / 1024:0.00} MB, {timers} timers, {schedule.House.Lines.Sum(line => line.Dialled)} connections so far");
                if (memory > first + MostGrowth)
                    throw Violation($"{memory} bytes after day {day}, {first} after the first");
                if (timers > MostTimers)
                    throw Violation($"{timers} timers wait");
                if (schedule.House.Disk.Names.Count() > 4)
                    throw Violation($"files: {string.Join(", ", schedule.House.Disk.Names)}");
            });
            return null;
        }
        catch (InvariantViolation violation)
        {
            output.WriteLine(course);
            return violation.Message;
        }

        InvariantViolation Violation(string found) => new(Invariant.Bounded, seed, TimeSpan.FromTicks(schedule.House.World.Time.Now), found);
    }
}
