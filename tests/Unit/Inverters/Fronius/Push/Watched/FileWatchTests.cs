using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.Push.Watched;

public sealed class FileWatchTests : IAsyncLifetime, ILogger<FileWatch>, ILogger<PowerFlowInbox>
{
    private readonly PauseCountingTime _time = new();
    private readonly FakeFile _file = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _log = [];
    private readonly PlantState _plant;
    private readonly Task _running;
    private int _second;

    public FileWatchTests()
    {
        _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), new ChangeSignal(), _time, ["file"]);
        var inbox = new PowerFlowInbox(new PowerFlowRules(new Watts(9900)), _plant, _time, this);
        _running = new FileWatch(_file, inbox, _plant, _time, this).RunAsync(_stop.Token);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _file.Recover();
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
    }

    [Fact]
    public async Task File_ThereAtTheStart_CountsFromItsNextChange()
    {
        await LooksAsync(2);
        _file.Content = Flow(9000);
        await LooksAsync(20);
        Assert.Equal((InverterStatus.Missing, 0d), (_plant.Evaluate().Status, _plant.Evaluate().Now.Value));
        _file.Content = Flow(5600);
        await LooksAsync(2);
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
        Assert.Single(_log, line => line.Contains("its next change counts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_Untouched_Ages()
    {
        await ReachAsync(5600);
        await LooksAsync(130);
        Assert.Equal(InverterStatus.Stale, _plant.Evaluate().Status);
    }

    [Fact]
    public async Task File_RewrittenWithTheSameTimestamp_Ages()
    {
        await ReachAsync(5600);
        for (var rewrite = 0; rewrite < 35; rewrite++)
        {
            _file.Content = [.. _file.Content!, (byte)' '];
            await LooksAsync(4);
        }

        Assert.Equal(InverterStatus.Stale, _plant.Evaluate().Status);
    }

    [Fact]
    public async Task File_HalfWritten_ChangesNothingUntilItIsWhole()
    {
        await ReachAsync(5600);
        var next = Flow(3000);
        foreach (var length in new[] { 0, 1, 100, next.Length - 1 })
        {
            _file.Content = next[..length];
            await LooksAsync(2);
            Assert.Equal(5600, _plant.Evaluate().Now.Value);
        }

        _file.Content = next;
        await LooksAsync(2);
        Assert.Equal(3000, _plant.Evaluate().Now.Value);
        Assert.DoesNotContain(_log, line => line.Contains("whole JSON", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_CutOffForGood_IsToldOnce()
    {
        await ReachAsync(5600);
        _file.Content = Flow(3000)[..200];
        await LooksAsync(60);
        Assert.Single(_log, line => line.Contains("is not a whole JSON document: changes nothing", StringComparison.Ordinal));
        Assert.Contains("whole JSON", Assert.Single(_plant.Evaluate().Sources).Fault!, StringComparison.Ordinal);
        _file.Content = Flow(3100);
        await LooksAsync(2);
        Assert.Equal(3100, _plant.Evaluate().Now.Value);
        Assert.Single(_log, line => line.Contains("can be read again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_AwayForAMoment_IsNoNews()
    {
        await ReachAsync(5600);
        _file.Content = null;
        await LooksAsync(3);
        _file.Content = Flow(4000);
        await LooksAsync(2);
        Assert.Equal(4000, _plant.Evaluate().Now.Value);
        Assert.DoesNotContain(_log, line => line.Contains("does not exist", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("does not exist")]
    [InlineData("is a directory, not a file")]
    [InlineData("must not be read by this service's user")]
    public async Task File_UnreadableForLong_IsToldOnceAndItsContentIsOfUnknownAge(string fault)
    {
        _file.Fault = fault;
        await LooksAsync(60);
        Assert.Single(_log, line => line == $"Inverter (file): /push/flow.json {fault}");
        var source = Assert.Single(_plant.Evaluate().Sources);
        Assert.Equal((InverterStatus.Missing, $"/push/flow.json {fault}"), (source.Status, source.Fault));

        await ReachAsync(5600);
        _file.Content = null;
        await LooksAsync(40);
        _file.Content = Flow(9000);
        await LooksAsync(4);
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
        _file.Content = Flow(7000);
        await LooksAsync(2);
        Assert.Equal(7000, _plant.Evaluate().Now.Value);
    }

    [Fact]
    public async Task File_TooLarge_ChangesNothing()
    {
        await ReachAsync(5600);
        _file.Content = [.. Flow(3000), .. new byte[65_000]];
        await LooksAsync(30);
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
        Assert.Single(_log, line => line.Contains("is larger than 65536 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Share_ThatHangs_TakesOneThreadAndIsTold()
    {
        await ReachAsync(5600);
        _file.Hang();
        var looks = _file.Looks;
        await UntilAsync(() => _file.Looks > looks, () => _time.Advance(PauseCountingTime.Pause));
        await UntilAsync(() => Logged("does its disk or share hang?"), () => _time.Advance(PauseCountingTime.Pause));
        Assert.Equal(looks + 1, _file.Looks);
        _file.Content = Flow(9000);
        _file.Recover();
        await UntilAsync(() => _file.Looks > looks + 2, () => _time.Advance(PauseCountingTime.Pause));
        await LooksAsync(1);
        Assert.NotEqual(9000, _plant.Evaluate().Now.Value);
        _file.Content = Flow(6000);
        await LooksAsync(2);
        Assert.Equal((6000, 1), (_plant.Evaluate().Now.Value, _file.Most));
    }

    [Fact]
    public async Task File_Appended_CountsItsLastDocument()
    {
        await ReachAsync(5600);
        foreach (var power in new[] { 4000, 3000, 2000 })
        {
            _file.Content = [.. _file.Content!, .. Flow(power)];
            await LooksAsync(2);
            Assert.Equal(power, _plant.Evaluate().Now.Value);
        }
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_log)
            _log.Add(formatter(state, exception));
    }

    private bool Logged(string text)
    {
        lock (_log)
            return _log.Exists(line => line.Contains(text, StringComparison.Ordinal));
    }

    private byte[] Flow(int power) => Flows.Push($"{power}", $"2026-06-21T12:{_second / 60:00}:{_second++ % 60:00}Z");

    private async Task ReachAsync(int power)
    {
        _file.Content = Flow(1);
        await LooksAsync(2);
        _file.Content = Flow(power);
        await LooksAsync(2);
        Assert.Equal(power, _plant.Evaluate().Now.Value);
    }

    // Each pause that ends is followed by one look, and that by the next pause.
    private async Task LooksAsync(int count)
    {
        for (var look = 0; look < count; look++)
        {
            var pauses = await PausedAsync();
            _time.Advance(PauseCountingTime.Pause);
            await UntilAsync(() => _time.Pauses > pauses, () => { });
        }
    }

    private async Task<int> PausedAsync()
    {
        await UntilAsync(() => _time.Pauses > 0, () => { });
        return _time.Pauses;
    }

    private static async Task UntilAsync(Func<bool> condition, Action meanwhile)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "did not come true");
            meanwhile();
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
