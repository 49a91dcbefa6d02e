using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Tests.Unit.Threads;

[Collection(nameof(AloneCollection))]
public sealed class ReportFeedThreadTests
{
    private static readonly CycleReport[] s_reports =
        [.. Enumerable.Range(0, 4).Select(second => new CycleReport(DateTimeOffset.UnixEpoch.AddSeconds(second), new Intent(ChargingMode.PvBoost, null), null!, null!, []))];

    [Fact]
    public void Follow_BeginsWhileReportsCome_EndsWithTheLatest() => RealThreads.Meet(
        400_000,
        draw =>
        {
            var house = new House();
            if (draw.Coin())
                house.Feed.Publish(s_reports[0]);
            return house;
        },
        house => house.First.CatchUp(),
        (house, draw) =>
        {
            var last = 1 + draw.Next(s_reports.Length - 1);
            for (var report = 1; report <= last; report++)
                house.Feed.Publish(s_reports[report]);
        },
        (house, _) => house.First.Evaluate());

    [Fact]
    public void Publish_FollowersComeAndGo_ReachesThoseThatStay() => RealThreads.Meet(
        400_000,
        _ =>
        {
            var house = new House();
            house.Feed.Publish(s_reports[0]);
            house.First.TakeOne();
            return house;
        },
        house =>
        {
            house.Feed.Publish(s_reports[1]);
            house.Second.CatchUp();
            house.Third.CatchUp();
        },
        (house, _) => house.First.Leave(),
        (house, _) => house.Second.Evaluate(),
        (house, _) => house.Third.Evaluate());

    private sealed class House
    {
        internal House() => First = new(Feed);

        internal ReportFeed Feed { get; } = new();

        internal Follower First { get; }

        internal Follower Second => field ??= new(Feed);

        internal Follower Third => field ??= new(Feed);
    }

    private sealed class Follower(ReportFeed feed)
    {
        private readonly IAsyncEnumerator<CycleReport> _reports = feed.Follow(CancellationToken.None).GetAsyncEnumerator();
        private Task<bool>? _next;
        private CycleReport? _last;

        /// <summary>Takes one that is there.</summary>
        internal void TakeOne()
        {
            Assert.True(Next().IsCompletedSuccessfully);
            (_last, _next) = (_reports.Current, null);
        }

        /// <summary>Takes all that are there.</summary>
        internal void Evaluate()
        {
            while (Next().IsCompletedSuccessfully)
            {
                Assert.True(_last is null || _reports.Current.Time >= _last.Time, "an older report came after a newer one");
                (_last, _next) = (_reports.Current, null);
            }
        }

        internal void CatchUp() => RealThreads.Until(
            () =>
            {
                Evaluate();
                return ReferenceEquals(_last, feed.Latest);
            },
            "the latest report does not come");

        internal void Leave() => RealThreads.Await(_reports.DisposeAsync().AsTask(), "following does not end");

        private Task<bool> Next() => _next ??= _reports.MoveNextAsync().AsTask();
    }
}
