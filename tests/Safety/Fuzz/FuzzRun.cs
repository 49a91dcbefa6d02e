using System.Collections.Immutable;

namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary>Gives a target its inputs, one after the other, and watches it.</summary>
internal static class FuzzRun
{
    private const int MostFaults = 10;
    private const long MemoryGrowth = 8 * 1024 * 1024;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    /// <summary>Runs the inputs 0 to <paramref name="count"/> - 1 of a seed; ends early after a few faults.</summary>
    internal static FuzzReport Run(IFuzzTarget target, long seed, long count, TimeProvider time)
    {
        var mutator = new Mutator(target);
        var faults = ImmutableArray.CreateBuilder<FuzzFinding>();
        var (started, slowest, warm, before) = (time.GetTimestamp(), TimeSpan.Zero, Math.Min(count / 4, 5000), 0L);
        long index = 0;
        for (; index < count && faults.Count < MostFaults; index++)
        {
            if (index == warm)
                before = GC.GetTotalMemory(forceFullCollection: true);
            var took = Watch(target, mutator.Make(seed, index), index, faults, time);
            slowest = took > slowest ? took : slowest;
        }

        var whole = time.GetElapsedTime(started);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        if (after - before > MemoryGrowth)
            faults.Add(new FuzzFinding(-1, $"the managed memory grew from {before} to {after} bytes", []));
        return new FuzzReport(target.Name, seed, index, whole, slowest, before, after, faults.ToImmutable());
    }

    /// <summary>Runs one input of a seed again; null where it finds no fault.</summary>
    internal static FuzzFinding? Again(IFuzzTarget target, long seed, long index, TimeProvider time)
    {
        var faults = ImmutableArray.CreateBuilder<FuzzFinding>();
        Watch(target, new Mutator(target).Make(seed, index), index, faults, time);
        return faults.Count > 0 ? faults[0] : null;
    }

    private static TimeSpan Watch(
        IFuzzTarget target, ReadOnlySpan<byte> input, long index, ImmutableArray<FuzzFinding>.Builder faults, TimeProvider time)
    {
        var took = Time(target, input, index, faults, time);
        // A busy machine is not the input's fault: it gets a second try.
        if (took > s_longest && (took = Time(target, input, index, faults, time)) > s_longest)
            faults.Add(new FuzzFinding(index, $"took {took.TotalSeconds:0.0} s", input.ToArray()));
        return took;
    }

    private static TimeSpan Time(
        IFuzzTarget target, ReadOnlySpan<byte> input, long index, ImmutableArray<FuzzFinding>.Builder faults, TimeProvider time)
    {
        var started = time.GetTimestamp();
        try
        {
            target.Run(input);
        }
        catch (FuzzFault broken)
        {
            faults.Add(new FuzzFinding(index, broken.Message, input.ToArray()));
        }
        catch (Exception escaped)
        {
            var where = string.Join(" <", escaped.StackTrace?.Split('\n').Take(8) ?? []).Replace("   at ", " ", StringComparison.Ordinal);
            faults.Add(new FuzzFinding(index, $"{escaped.GetType().Name} escaped: {escaped.Message} {where}", input.ToArray()));
        }

        return time.GetElapsedTime(started);
    }
}
