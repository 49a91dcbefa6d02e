using WallboxMqtt.Balancer.Plant;

namespace WallboxMqtt.Tests.Unit.Threads;

[Collection(nameof(AloneCollection))]
public sealed class PlantSignalThreadTests
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
                Volatile.Write(ref house.Heard, news);
                house.Signal.Raise();
                draw.Pause();
            }
        },
        (house, _) => house.FirstLoop = house.LoopAsync(house.First),
        (house, _) => house.SecondLoop = house.LoopAsync(house.Second));

    [Fact]
    public void Raise_FromSeveralThreads_IsCountedEachTime() => RealThreads.Meet(
        200_000,
        _ => new PlantSignal(),
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
            Assert.True(house.Third!.SleepAsync(s_never, CancellationToken.None).AsTask().IsCompleted, "not woken");
            Assert.True(house.Fourth!.SleepAsync(s_never, CancellationToken.None).AsTask().IsCompleted, "not woken");
        },
        (house, _) => house.First.Dispose(),
        (house, _) => house.Third = new Waker(house.Signal, house.Time),
        (house, _) => house.Fourth = new Waker(house.Signal, house.Time));

    [Fact]
    public void Sleep_CancelledAsItBeginsOrTimeIsUp_EndsAndTheNextRaiseIsHeard() => RealThreads.Meet(
        100_000,
        _ => new House(),
        house =>
        {
            RealThreads.Await(house.FirstLoop!, "the loop sleeps on");
            var next = house.First.SleepAsync(s_never, CancellationToken.None).AsTask();
            house.Signal.Raise();
            RealThreads.Await(next, "the next sleep does not end");
        },
        (house, draw) => house.FirstLoop = house.First.SleepAsync(draw.Coin() ? s_atOnce : s_never, house.Stop.Token).AsTask(),
        (house, _) => house.Stop.Cancel());

    private sealed class House
    {
        internal int Heard;

        internal House() => (First, Second) = (new Waker(Signal, Time), new Waker(Signal, Time));

        internal QuickTime Time { get; } = new();

        internal PlantSignal Signal { get; } = new();

        internal CancellationTokenSource Stop { get; } = new();

        internal Waker First { get; }

        internal Waker Second { get; }

        internal Waker? Third { get; set; }

        internal Waker? Fourth { get; set; }

        internal Task? FirstLoop { get; set; }

        internal Task? SecondLoop { get; set; }

        internal async Task LoopAsync(Waker waker)
        {
            while (Volatile.Read(ref Heard) < News)
                await waker.SleepAsync(s_never, CancellationToken.None);
        }
    }
}
