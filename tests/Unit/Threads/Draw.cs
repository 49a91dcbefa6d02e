namespace WallboxMqtt.Tests.Unit.Threads;

/// <summary>What one thread draws: numbers, and pauses from some nanoseconds to a turn of the scheduler.</summary>
internal sealed class Draw(int seed)
{
    private const int LongestBits = 12;

    private readonly Random _random = new(seed);
    private int _passed;

    internal int Next(int below) => _random.Next(below);

    internal bool Coin() => _random.Next(2) == 0;

    /// <summary>Short pauses mostly: each length from 1 to 4096 steps is as likely as its double.</summary>
    internal void Pause()
    {
        if (_random.Next(500) == 0)
            Thread.Yield();
        var steps = _random.Next(1 << _random.Next(LongestBits + 1));
        for (var step = 0; step < steps; step++)
            Volatile.Write(ref _passed, step);
    }
}
