using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Tests.Unit.Threads;

[Collection(nameof(AloneCollection))]
public sealed class ChangeSignalThreadTests
{
    private const int News = 3;
    private static readonly TimeSpan s_never = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(1);

    [Fact]
    public void Raise_LoopsFallAsleep_EachLearnsAllNews() => RealThreads.Meet(
        200_000,
        _ => new House(),
        house =>
        {
            RealThreads.Await(house.FirstLoop!, "the first loop sleeps on");
            RealThreads.Await(house.SecondLoop!, "the second loop sleeps on");
            Assert.Equal(News, house.Signal.Version);
        },
        (house, draw) =>
        {
            for (var news = 1; news <= News; news++)
            {
                Volatile.Write(ref house.Received, news);
                house.Signal.Raise();
                draw.Pause();
            }
        },
        (house, _) => house.FirstLoop = house.LoopAsync(house.First),
        (house, _) => house.SecondLoop = house.LoopAsync(house.Second));

    [Fact]
    public void Raise_FromSeveralThreads_IsCountedEachTime() => RealThreads.Meet(
        200_000,
        _ => new ChangeSignal(),
        signal => Assert.Equal(3, signal.Version),
        (signal, _) => signal.Raise(),
        (signal, _) => signal.Raise(),
        (signal, _) => signal.Raise());

    [Fact]
    public void Raise_LoopsComeAndGo_WakesThoseThatStay() => RealThreads.Meet(
        200_000,
        _ => new House(),
        house =>
        {
            house.Signal.Raise();
            Assert.True(house.Third!.WaitAsync(s_never, CancellationToken.None).AsTask().IsCompleted, "not woken");
            Assert.True(house.Fourth!.WaitAsync(s_never, CancellationToken.None).AsTask().IsCompleted, "not woken");
        },
        (house, _) => house.Signal.Remove(house.First),
        (house, _) => house.Third = house.Signal.Listen(house.Time),
        (house, _) => house.Fourth = house.Signal.Listen(house.Time));

    [Fact]
    public void Sleep_CancelledAsItBeginsOrTimeIsUp_EndsAndTheNextRaiseIsHeard() => RealThreads.Meet(
        100_000,
        _ => new House(),
        house =>
        {
            RealThreads.Await(house.FirstLoop!, "the loop sleeps on");
            var next = house.First.WaitAsync(s_never, CancellationToken.None).AsTask();
            house.Signal.Raise();
            RealThreads.Await(next, "the next sleep does not end");
        },
        (house, draw) => house.FirstLoop = house.First.WaitAsync(draw.Coin() ? s_atOnce : s_never, house.Stop.Token).AsTask(),
        (house, _) => house.Stop.Cancel());

    private sealed class House
    {
        internal int Received;

        internal House() => (First, Second) = (Signal.Listen(Time), Signal.Listen(Time));

        internal QuickTime Time { get; } = new();

        internal ChangeSignal Signal { get; } = new();

        internal CancellationTokenSource Stop { get; } = new();

        internal AsyncSignal First { get; }

        internal AsyncSignal Second { get; }

        internal AsyncSignal? Third { get; set; }

        internal AsyncSignal? Fourth { get; set; }

        internal Task? FirstLoop { get; set; }

        internal Task? SecondLoop { get; set; }

        internal async Task LoopAsync(AsyncSignal signal)
        {
            while (Volatile.Read(ref Received) < News)
                await signal.WaitAsync(s_never, CancellationToken.None);
        }
    }
}
