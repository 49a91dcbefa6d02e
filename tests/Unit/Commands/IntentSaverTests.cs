using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Commands;

namespace WallboxMqtt.Tests.Unit.Commands;

public sealed class IntentSaverTests
{
    private readonly IntentStore _store = new(new Intent(ChargingMode.PvBoost, null), new ChangeSignal());
    private readonly FakeTimeProvider _time = new();
    private readonly FakeKeeper _keeper = new();
    private readonly IntentSaver _saver;

    public IntentSaverTests() => _saver = new IntentSaver(_store, _keeper, _time, NullLogger<IntentSaver>.Instance);

    [Fact]
    public async Task Saver_ManyIntents_SavesTheFirstAndThenTheLast()
    {
        using var stop = new CancellationTokenSource();
        _store.SetMode(ChargingMode.Fixed);
        var running = _saver.RunAsync(stop.Token);
        await Until(() => _keeper.Saved.Count == 1);
        for (var i = 0; i < 100; i++)
            _store.SetLimit(new(i));
        _store.SetMode(ChargingMode.Off);
        await Until(() => _keeper.Saved.Count == 2, TimeSpan.FromSeconds(1));
        Assert.Equal([ChargingMode.Fixed, ChargingMode.Off], _keeper.Saved.Select(intent => intent.Mode));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Saver_FailureOrThrow_IsTriedAgainLater()
    {
        using var stop = new CancellationTokenSource();
        _keeper.Answer = _ => throw new IOException("disk full");
        _store.SetMode(ChargingMode.Fixed);
        var running = _saver.RunAsync(stop.Token);
        await Until(() => _keeper.Calls == 1);
        _keeper.Answer = _ => ValueTask.FromResult<string?>(null);
        await Until(() => _keeper.Saved.Count == 1, TimeSpan.FromSeconds(31));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Saver_NewIntentAfterAFailure_IsTriedWithinASecond()
    {
        using var stop = new CancellationTokenSource();
        _keeper.Answer = _ => throw new IOException("disk full");
        _store.SetMode(ChargingMode.Fixed);
        var running = _saver.RunAsync(stop.Token);
        await Until(() => _keeper.Calls == 1);
        _keeper.Answer = _ => ValueTask.FromResult<string?>(null);
        _store.SetMode(ChargingMode.Off);
        var kept = _saver.Kept;
        await Until(() => kept.IsCompleted, TimeSpan.FromSeconds(0.1));
        Assert.Null(await kept);
        Assert.Equal([ChargingMode.Off], _keeper.Saved.Select(intent => intent.Mode));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Saver_StoppedWhilePending_SavesOnceMore()
    {
        using var stop = new CancellationTokenSource();
        _store.SetMode(ChargingMode.Fixed);
        var running = _saver.RunAsync(stop.Token);
        await Until(() => _keeper.Saved.Count == 1);
        _store.SetMode(ChargingMode.Off);
        await stop.CancelAsync();
        await running;
        Assert.Equal([ChargingMode.Fixed, ChargingMode.Off], _keeper.Saved.Select(intent => intent.Mode));
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
