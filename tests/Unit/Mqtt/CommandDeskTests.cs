using System.Text;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Tests.Unit.Mqtt;

public sealed class CommandDeskTests
{
    private readonly IntentStore _intents = new(new Intent(ChargingMode.PvBoost, null), new PlantSignal());
    private readonly FakeKeeper _keeper = new();

    [Theory]
    [InlineData("none", true, null)]
    [InlineData(" NONE ", true, null)]
    [InlineData("4200", true, 4200.0)]
    [InlineData("4.2 kW", true, 4200.0)]
    [InlineData("0", true, 0.0)]
    [InlineData("100000", true, 100_000.0)]
    [InlineData("100001", false, null)]
    [InlineData("-1", false, null)]
    [InlineData("NaN", false, null)]
    [InlineData("Infinity", false, null)]
    [InlineData("1,5", false, null)]
    [InlineData("4200 V", false, null)]
    [InlineData("", false, null)]
    public async Task SetLimit_Text_IsTakenOrRefused(string text, bool accepted, double? watts)
    {
        var desk = new CommandDesk(_intents, _keeper);
        var result = await desk.SetLimitAsync(Encoding.UTF8.GetBytes(text), default);
        Assert.Equal((accepted, watts), (result.Accepted, _intents.Current.Limit?.Value));
        Assert.Equal(accepted ? [_intents.Current] : [], _keeper.Saved);
    }

    [Fact]
    public async Task SetMode_DiskFull_IsAcceptedAndSaid()
    {
        _keeper.Warning = "disk full";
        var result = await new CommandDesk(_intents, _keeper).SetModeAsync("off"u8.ToArray(), default);
        Assert.Equal((true, "mode is off; a restart will not know it: disk full"), (result.Accepted, result.Reason));
        Assert.Equal(ChargingMode.Off, _intents.Current.Mode);
    }

    private sealed class FakeKeeper : IIntentKeeper
    {
        internal List<Intent> Saved { get; } = [];

        internal string? Warning { get; set; }

        public Task<string?> SaveAsync(Intent intent, CancellationToken cancellation)
        {
            Saved.Add(intent);
            return Task.FromResult(Warning);
        }
    }
}
