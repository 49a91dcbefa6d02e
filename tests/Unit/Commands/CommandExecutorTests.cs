using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Commands;

namespace WallboxMqtt.Tests.Unit.Commands;

public sealed class CommandExecutorTests
{
    private readonly IntentStore _store = new(new Intent(ChargingMode.PvBoost, new Watts(5)), new ChangeSignal());
    private readonly FakeKeeper _keeper = new();
    private readonly FakeTimeProvider _time = new();
    private readonly IntentSaver _saver;
    private readonly CommandExecutor _desk;

    public CommandExecutorTests()
    {
        _saver = new IntentSaver(_store, _keeper, _time, NullLogger<IntentSaver>.Instance);
        _desk = new CommandExecutor(_store, _saver, _time);
    }

    [Theory]
    [InlineData("mode", "fixed", ChargingMode.Fixed, 5.0)]
    [InlineData("mode", " PV_Boost ", ChargingMode.PvBoost, 5.0)]
    [InlineData("mode", "OFF", ChargingMode.Off, 5.0)]
    [InlineData("limit", "4200", ChargingMode.PvBoost, 4200.0)]
    [InlineData("limit", "4.2 kW", ChargingMode.PvBoost, 4200.0)]
    [InlineData("limit", "0", ChargingMode.PvBoost, 0.0)]
    [InlineData("limit", "100000 W", ChargingMode.PvBoost, 100000.0)]
    [InlineData("limit", " None\n", ChargingMode.PvBoost, null)]
    public void Command_Valid_ChangesTheIntent(string command, string payload, ChargingMode mode, double? limit)
    {
        var result = _desk.Execute(command, Encoding.UTF8.GetBytes(payload));
        Assert.True(result.Accepted, result.Reason);
        Assert.Equal(new Intent(mode, limit is { } watts ? new Watts(watts) : null), _store.Current);
    }

    [Theory]
    [InlineData("mode", "boost")]
    [InlineData("mode", "")]
    [InlineData("mode", "  ")]
    [InlineData("mode", "fixed;off")]
    [InlineData("limit", "-1")]
    [InlineData("limit", "100001")]
    [InlineData("limit", "1e3")]
    [InlineData("limit", "NaN")]
    [InlineData("limit", "4,2 kW")]
    [InlineData("limit", "16 A")]
    [InlineData("limit", "null")]
    [InlineData("cap", "99999")]
    public void Command_Invalid_ChangesNothingAndSaysWhy(string command, string payload)
    {
        _store.Changed += changed => Assert.Fail($"changed to {changed}");
        var result = _desk.Execute(command, Encoding.UTF8.GetBytes(payload));
        Assert.False(result.Accepted);
        Assert.NotEmpty(result.Reason);
    }

    [Fact]
    public async Task Answer_WaitsUntilTheCommandIsKept()
    {
        var written = new TaskCompletionSource<string?>();
        _keeper.Answer = _ => new ValueTask<string?>(written.Task);
        using var stop = new CancellationTokenSource();
        var saving = _saver.RunAsync(stop.Token);
        var answer = _desk.SettleAsync(_desk.Execute("mode", "off"u8), default);
        Assert.Equal(ChargingMode.Off, _store.Current.Mode);
        Assert.False(answer.IsCompleted);
        written.SetResult(null);
        Assert.Equal("mode is off", (await answer).Reason);
        await stop.CancelAsync();
        await saving;
    }

    [Fact]
    public async Task Answer_NotKept_SaysSoAndTheCommandHolds()
    {
        _keeper.Answer = _ => throw new IOException("disk full");
        using var stop = new CancellationTokenSource();
        var saving = _saver.RunAsync(stop.Token);
        var answer = await _desk.SettleAsync(_desk.Execute("mode", "off"u8), default);
        Assert.Equal((true, "mode is off; not kept for the next start: disk full"), (answer.Accepted, answer.Reason));
        Assert.Equal(ChargingMode.Off, _store.Current.Mode);
        await stop.CancelAsync();
        await saving;
    }

    [Fact]
    public async Task Answer_DiskHangs_ComesAfterAWhileAndSaysSo()
    {
        var answer = _desk.SettleAsync(_desk.Execute("mode", "off"u8), default);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("mode is off; not kept for the next start: the disk does not answer", (await answer).Reason);
    }

    [Fact]
    public void Command_BinaryOrTooLong_IsRefusedAndShownSafely()
    {
        Assert.Equal("not UTF-8 text", _desk.Execute("mode", [0x66, 0xff, 0x00]).Reason);
        var result = _desk.Execute("mode", Encoding.UTF8.GetBytes(new string('x', 255) + "😀😀"));
        Assert.Equal("longer than 256 bytes", result.Reason);
        Assert.Equal(new string('x', 255), result.Payload);
    }

    [Fact]
    public void Result_Accepted_IsAsTheDocumentationShows()
    {
        _time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("two", TimeSpan.FromHours(2), "two", "two"));
        _time.SetUtcNow(new DateTimeOffset(2026, 6, 1, 10, 30, 15, 120, 456, TimeSpan.Zero));
        Assert.Equal(
            """{"topic":"wallbox/mode/set","payload":"pv-boost","accepted":true,"reason":"mode is pv-boost","time":"2026-06-01T12:30:15.120+02:00"}""",
            _desk.Execute("mode", "pv-boost"u8).Json("wallbox/mode/set"));
    }

    [Fact]
    public void Result_HostilePayload_IsValidJson()
    {
        var json = _desk.Execute("mode", "\"},\u0001\u2028 \\"u8).Json("wallbox/mode/set");
        using var document = JsonDocument.Parse(json);
        Assert.Equal("\"},\u0001\u2028 \\", document.RootElement.GetProperty("payload").GetString());
        Assert.Equal("wallbox/mode/set", document.RootElement.GetProperty("topic").GetString());
        Assert.False(document.RootElement.GetProperty("accepted").GetBoolean());
        Assert.True(document.RootElement.GetProperty("time").TryGetDateTimeOffset(out _));
    }
}
