using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Policy;

namespace WallboxMqtt.Tests.Unit.Threads;

[Collection(nameof(AloneCollection))]
public sealed class ReportFeedThreadTests
{
    private static readonly Intent s_intent = new(ChargingMode.PvBoost, null);

    [Fact]
    public void Follow_BeginsWhileReportsCome_EndsWithTheLatest() => RealThreads.Meet(
        200_000,
        draw =>
        {
            var house = new House();
            if (draw.Coin())
                house.Feed.Publish(Report(1));
            return house;
        },
        house => house.First.CatchUp(house.Feed),
        (house, draw) =>
        {
            var last = draw.Next(4);
            for (var second = 2; second <= last; second++)
            {
                house.Feed.Publish(Report(second));
                draw.Pause();
            }
        },
        (house, draw) => house.First.Look());

    [Fact]
    public void Publish_FollowersComeAndGo_ReachesThoseThatStay() => RealThreads.Meet(
        100_000,
        _ =>
        {
            var house = new House();
            house.First.Look();
            return house;
        },
        house =>
        {
            house.Feed.Publish(Report(1));
            house.Second.CatchUp(house.Feed);
            house.Third.CatchUp(house.Feed);
        },
        (house, _) => house.First.Leave(),
        (house, _) => house.Second.Look(),
        (house, _) => house.Third.Look());

    private static CycleReport Report(int second) => new(DateTimeOffset.UnixEpoch.AddSeconds(second), s_intent, null!, null!, []);

    private sealed class House
    {
        internal House() => (First, Second, Third) = (new(Feed), new(Feed), new(Feed));

        internal ReportFeed Feed { get; } = new();

        internal Follower First { get; }

        internal Follower Second { get; }

        internal Follower Third { get; }
    }

    private sealed class Follower(ReportFeed feed)
    {
        private readonly CancellationTokenSource _stop = new();
        private IAsyncEnumerator<CycleReport>? _reports;
        private Task<bool>? _next;
        private CycleReport? _last;

        /// <summary>Takes what is there.</summary>
        internal void Look()
        {
            _reports ??= feed.Follow(_stop.Token).GetAsyncEnumerator(_stop.Token);
            while ((_next ??= _reports.MoveNextAsync().AsTask()).IsCompletedSuccessfully)
            {
                Assert.True(_last is null || _reports.Current.Time >= _last.Time, "an older report came after a newer one");
                (_last, _next) = (_reports.Current, null);
            }
        }

        internal void CatchUp(ReportFeed feed)
        {
            RealThreads.Until(
                () =>
                {
                    Look();
                    return ReferenceEquals(_last, feed.Latest);
                },
                "the latest report does not come");
            Leave();
        }

        internal void Leave()
        {
            _stop.Cancel();
            if (_next is not null)
                RealThreads.Await(_next.ContinueWith(static _ => { }, TaskScheduler.Default), "the end of following is not noticed");
            if (_reports is not null)
                RealThreads.Await(_reports.DisposeAsync().AsTask(), "following does not end");
        }
    }
}
