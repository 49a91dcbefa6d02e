namespace WallboxMqtt.Tests.Unit.Threads;

/// <summary>
/// Lets operations meet on real threads: each round has one a thread, and each starts after a pause of its own, so that over many
/// rounds their edges fall on each other in every order. The draws follow a seed; what the processor makes of them does not.
/// </summary>
internal static class RealThreads
{
    private const int Batch = 128;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs rounds until there were enough, or for 3 s.</summary>
    /// <param name="rounds">Enough.</param>
    /// <param name="begin">What a round starts with.</param>
    /// <param name="check">Throws where the round ended wrongly. By then all its operations have ended.</param>
    /// <param name="operations">One a thread; the first runs on the caller's.</param>
    internal static void Meet<T>(int rounds, Func<Draw, T> begin, Action<T> check, params Action<T, Draw>[] operations)
        where T : class
    {
        var draw = new Draw(operations.Length);
        var meeting = new Meeting<T>(operations);
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            for (var round = 0; round < rounds && TimeProvider.System.GetElapsedTime(started) < s_longest; round += Batch)
            {
                T[] states = [.. Enumerable.Range(0, Batch).Select(_ => begin(draw))];
                meeting.Hold(states);
                Array.ForEach(states, check);
            }
        }
        finally
        {
            meeting.Close();
        }
    }

    /// <summary>Waits up to 10 s; fails with <paramref name="otherwise"/>.</summary>
    internal static void Until(Func<bool> condition, string otherwise)
    {
        var started = TimeProvider.System.GetTimestamp();
        var spinner = default(SpinWait);
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > s_patience)
                Assert.Fail(otherwise);
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Waits up to 10 s for the result.</summary>
    internal static T Await<T>(Task<T> task, string otherwise)
    {
        Until(() => task.IsCompleted, otherwise);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Waits up to 10 s for the end.</summary>
    internal static void Await(Task task, string otherwise)
    {
        Until(() => task.IsCompleted, otherwise);
        task.GetAwaiter().GetResult();
    }
}
