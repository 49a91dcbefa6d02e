using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Commands;

namespace WallboxMqtt.Tests.Unit.Commands;

public sealed class IntentSaverTests
{
    private static readonly Intent s_fixed = new(ChargingMode.Fixed, null);
    private static readonly Intent s_off = new(ChargingMode.Off, null);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeKeeper _keeper = new();
    private readonly IntentSaver _saver;

    public IntentSaverTests() => _saver = new IntentSaver(_keeper, _time, NullLogger<IntentSaver>.Instance);

    [Fact]
    public async Task Saver_ManyIntents_SavesTheFirstAndThenTheLast()
    {
        using var stop = new CancellationTokenSource();
        _saver.Offer(s_fixed);
        var running = _saver.RunAsync(stop.Token);
        await Until(() => _keeper.Saved.Count == 1);
        for (var i = 0; i < 100; i++)
            _saver.Offer(new Intent(ChargingMode.Fixed, new(i)));
        _saver.Offer(s_off);
        await Until(() => _keeper.Saved.Count == 2, TimeSpan.FromSeconds(1));
        Assert.Equal([s_fixed, s_off], _keeper.Saved);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Saver_FailureOrThrow_IsTriedAgainLater()
    {
        using var stop = new CancellationTokenSource();
        _keeper.Answer = _ => throw new IOException("disk full");
        _saver.Offer(s_fixed);
        var running = _saver.RunAsync(stop.Token);
        await Until(() => _keeper.Calls == 1);
        _keeper.Answer = _ => ValueTask.FromResult<string?>(null);
        await Until(() => _keeper.Saved.Count == 1, TimeSpan.FromSeconds(31));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Saver_StoppedWhilePending_SavesOnceMore()
    {
        using var stop = new CancellationTokenSource();
        _saver.Offer(s_fixed);
        var running = _saver.RunAsync(stop.Token);
        await Until(() => _keeper.Saved.Count == 1);
        _saver.Offer(s_off);
        await stop.CancelAsync();
        await running;
        Assert.Equal([s_fixed, s_off], _keeper.Saved);
    }

    private async Task Until(Func<bool> condition, TimeSpan step = default)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            _time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }
}
