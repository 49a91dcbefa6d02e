using WallboxMqtt.Tests.Safety.Invariants;

namespace WallboxMqtt.Tests.Safety.Schedules;

/// <summary>Finds the fewest events, and the plainest house, that still violate the same invariant.</summary>
/// <param name="mostRuns">It gives up after so many runs, with what it has.</param>
internal sealed class Shrinker(int mostRuns = 600)
{
    private string? _invariant;

    /// <summary>Runs made.</summary>
    internal int Runs { get; private set; }

    /// <summary>Shrinks a case that fails; null where it does not.</summary>
    internal ScheduleCase? Shrink(ScheduleCase failing)
    {
        if (SchedulesCommand.Violation(failing) is not { } first)
            return null;
        _invariant = Kind(first);
        var shrunk = failing;
        if (first is InvariantViolation { At: var at })
            shrunk = Better(shrunk, shrunk with { Events = [.. shrunk.Events.Where(one => one.At <= at.TotalSeconds)] });
        ScheduleCase before;
        do
        {
            before = shrunk;
            shrunk = WithoutTraits(WithoutEvents(shrunk));
        }
        while (shrunk != before && Runs < mostRuns);

        return WithShorterFaults(shrunk);
    }

    private static string Kind(Exception fault) => fault is InvariantViolation violation ? violation.Invariant : fault.GetType().Name;

    // Delta debugging: runs of events are left out, long ones first.
    private ScheduleCase WithoutEvents(ScheduleCase failing)
    {
        for (var length = Math.Max(1, failing.Events.Length / 2); length >= 1; length /= 2)
        {
            for (var first = 0; first < failing.Events.Length;)
            {
                var without = failing with { Events = failing.Events.RemoveRange(first, Math.Min(length, failing.Events.Length - first)) };
                if (Fails(without))
                    failing = without;
                else
                    first += length;
            }
        }

        return failing;
    }

    private ScheduleCase WithoutTraits(ScheduleCase failing)
    {
        foreach (var trait in failing.Traits)
            failing = Better(failing, failing with { Traits = failing.Traits.Remove(trait) });
        return failing;
    }

    private ScheduleCase WithShorterFaults(ScheduleCase failing)
    {
        for (var i = 0; i < failing.Events.Length; i++)
        {
            var one = failing.Events[i];
            if (one.Lasts > 5)
                failing = Better(failing, failing with { Events = failing.Events.SetItem(i, one with { Lasts = Math.Round(one.Lasts / 4, 3) }) });
        }

        return failing;
    }

    private ScheduleCase Better(ScheduleCase failing, ScheduleCase simpler) => Fails(simpler) ? simpler : failing;

    private bool Fails(ScheduleCase candidate)
    {
        if (Runs >= mostRuns)
            return false;
        Runs++;
        return SchedulesCommand.Violation(candidate) is { } fault && Kind(fault) == _invariant;
    }
}
