using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.History;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.History;

public sealed class HistoryKeeperTests : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ReportFeed _feed = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-history").FullName;
    private double _sun;

    private string File => Path.Combine(_directory, "history.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task History_AfterARestart_IsStillThere()
    {
        await RunAsync(reports: 30);
        await RunAsync(reports: 0, async keeper =>
        {
            var (samples, fault) = await keeper.AskAsync(database => database.Samples(0, Now), CancellationToken.None);
            Assert.Null(fault);
            Assert.Equal(30, samples!.Count);
            Assert.Equal(samples.OrderBy(sample => sample.Time), samples);
            var (sessions, _) = await keeper.AskAsync(database => database.Sessions(10, TimeZoneInfo.Utc), CancellationToken.None);
            Assert.Equal((2900, null), (Assert.Single(sessions!).Sun, sessions![0].End));
            var (days, _) = await keeper.AskAsync(database => database.Days(), CancellationToken.None);
            Assert.Equal((2900, 1), (Assert.Single(days!).Sun, days![0].Sessions));
        });
    }

    [Fact]
    public async Task History_ThatIsOld_IsDropped()
    {
        await RunAsync(reports: 10);
        _time.Advance(TimeSpan.FromDays(2));
        await RunAsync(reports: 5, async keeper =>
        {
            var (samples, _) = await keeper.AskAsync(database => database.Samples(0, Now), CancellationToken.None);
            Assert.Equal(5, samples!.Count);
        });
        using var database = new HistoryDatabase(File);
        for (var day = 0; day < 500; day++)
            database.Write([], [new DaySum(new DateOnly(2027, 1, 1).AddDays(day), 1, 0, 0, 0)], [], _time.GetUtcNow());
        Assert.Equal(DaySum.Kept, database.Days().Count);
        var sessions = database.Sessions(10, TimeZoneInfo.Utc);
        Assert.NotNull(sessions[^1].End);
        database.Write([], [], [], _time.GetUtcNow().AddDays(500));
        Assert.Empty(database.Sessions(10, TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("this is no database, whatever it may be; it is longer than a header, and says nothing")]
    [InlineData("SQLite format 3\0 and then rubbish, rubbish, rubbish, rubbish, rubbish, rubbish, rubbish, rubbish, rubbish.")]
    public async Task File_ThatIsDamaged_IsPutAside(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content);
        await RunAsync(reports: 3, async keeper =>
            Assert.Equal(3, (await keeper.AskAsync(database => database.Samples(0, Now), CancellationToken.None)).Answer!.Count));
        Assert.Equal(content, await System.IO.File.ReadAllTextAsync(File + ".damaged"));
    }

    [Fact]
    public async Task File_OfANewerVersion_IsLeftAlone()
    {
        await RunAsync(reports: 3);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version=99";
            command.ExecuteNonQuery();
        }

        await RunAsync(reports: 1, async keeper =>
            Assert.Contains("newer version", (await keeper.AskAsync(database => database.Days(), CancellationToken.None)).Fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disk_ThatCannotBeWritten_CostsNothingOnceItCan()
    {
        Directory.CreateDirectory(File);
        await RunAsync(reports: 1, async keeper =>
        {
            Assert.NotNull((await keeper.AskAsync(database => database.Days(), CancellationToken.None)).Fault);
            Directory.Delete(File);
            await UntilAsync(async () => (await keeper.AskAsync(database => database.Samples(0, Now), CancellationToken.None)).Answer is [_]);
        });
    }

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    private async Task RunAsync(int reports, Func<HistoryKeeper, Task>? then = null)
    {
        using var keeper = new HistoryKeeper(_directory, _feed, _time, NullLogger<HistoryKeeper>.Instance);
        using var stop = new CancellationTokenSource();
        var full = SampleReports.Full;
        _feed.Publish(full with { Time = _time.GetUtcNow(), Chargers = [full.Chargers[0] with { Counted = new ChargedEnergy(new WattHours(_sun), default) }] });
        var running = keeper.RunAsync(stop.Token);
        for (var report = 1; report <= reports; report++)
        {
            var taken = report;
            await UntilAsync(async () => (await keeper.AskAsync(database => database.Samples(0, Now), CancellationToken.None)) is { Answer: var samples, Fault: var fault }
                && (fault is not null || samples!.Exists(sample => sample.Time == Now)));
            if (taken == reports)
                break;
            _time.Advance(TimeSpan.FromSeconds(10));
            _sun += 100;
            _feed.Publish(full with { Time = _time.GetUtcNow(), Chargers = [full.Chargers[0] with { Counted = new ChargedEnergy(new WattHours(_sun), default) }] });
        }

        if (then is not null)
            await then(keeper);
        await stop.CancelAsync();
        await running.WaitAsync(s_longest);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
            Assert.True(TimeProvider.System.GetElapsedTime(start) < s_longest, "did not come true");
    }
}
