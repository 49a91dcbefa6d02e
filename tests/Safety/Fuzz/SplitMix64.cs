namespace WallboxMqtt.Tests.Safety.Fuzz;

/// <summary>Steele, Lea and Flood's generator: small, and the same on every machine and runtime.</summary>
internal sealed class SplitMix64
{
    private ulong _state;

    /// <summary>Begins the sequence of one input.</summary>
    internal void Begin(long seed, long index)
    {
        _state = (ulong)seed;
        _state = Next() ^ (ulong)index;
    }

    internal ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 to <paramref name="end"/> - 1; 0 where there is nothing to choose from.</summary>
    internal int Below(int end) => end <= 1 ? 0 : (int)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>True once in so many times.</summary>
    internal bool OneIn(int times) => Below(times) == 0;

    internal T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
