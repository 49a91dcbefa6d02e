using System.Collections.Immutable;

namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary>What a run came to.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Seed">Of all inputs.</param>
/// <param name="Inputs">How many there were.</param>
/// <param name="Took">The whole run, the making of the inputs included.</param>
/// <param name="Slowest">The slowest input.</param>
/// <param name="MemoryBefore">Managed bytes in use behind the warm-up.</param>
/// <param name="MemoryAfter">Managed bytes in use at the end.</param>
/// <param name="Faults">The first few.</param>
internal sealed record FuzzReport(
    string Target, long Seed, long Inputs, TimeSpan Took, TimeSpan Slowest, long MemoryBefore, long MemoryAfter, ImmutableArray<FuzzFinding> Faults)
{
    private const double MiB = 1024 * 1024;

    public override string ToString()
    {
        var rate = Inputs / Math.Max(Took.TotalSeconds, 1e-6);
        var line = $"{Target}: {Inputs} inputs, seed {Seed}, {Took.TotalSeconds:0.0} s, {rate:0} inputs/s, slowest {Slowest.TotalMilliseconds:0.0} ms, "
            + $"memory {MemoryBefore / MiB:0.0} MiB before and {MemoryAfter / MiB:0.0} MiB after, {Faults.Length} faults";
        return string.Join("\n  ", [line, .. Faults.Select(fault => fault.ToString())]);
    }
}
