using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Tests.Integration.Broker;

namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>MQTT 3.1.1 where the broker knows no better.</summary>
public sealed class OldBrokerTests : IAsyncLifetime
{
    private static readonly byte[] s_oldRefusal = [0x20, 2, 0, 1];
    private static readonly byte[] s_newRefusal = [0x20, 3, 0, 0x84, 0];

    private readonly TestBroker _broker = new();

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Link_Version5Refused_WorksWith311AndTellsOnce(bool politely)
    {
        await using var old = new OldBroker(_broker.Port, politely ? s_newRefusal : s_oldRefusal);
        await using var person = await BrokerClient.ConnectAsync(_broker.Port);
        await using var link = new LinkUnderTest(old.Port);
        await person.SeesAsync("wallbox/status", "online");
        await CommandsAsync(person, link, "off");

        await old.BreakAsync();
        await link.Until(() => link.Count("Connected to") == 2);
        await CommandsAsync(person, link, "fixed");
        Assert.Equal([5, 4, 4], old.Levels);
        Assert.Equal(1, link.Count("does not speak MQTT 5"));
        Assert.Equal(1, link.Count("cannot be reached"));
    }

    [Fact]
    public async Task Link_ConnectionLasted_TriesVersion5Again()
    {
        var time = new JumpingTime();
        await using var old = new OldBroker(_broker.Port, s_oldRefusal);
        await using var link = new LinkUnderTest(old.Port, time: time);
        await link.Until(() => link.Link.Status.Connected);
        time.Jump(TimeSpan.FromMinutes(1));
        await old.BreakAsync();
        await link.Until(() => link.Count("Connected to") == 2);
        Assert.Equal([5, 4, 5, 4], old.Levels);
        Assert.Equal(1, link.Count("does not speak MQTT 5"));
    }

    [Fact]
    public async Task Link_RetainedCommand_IsClearedAndTheClearingIsNoCommand()
    {
        await using var old = new OldBroker(_broker.Port, s_oldRefusal);
        await using var person = await BrokerClient.ConnectAsync(_broker.Port);
        await person.PublishAsync("wallbox/mode/set", "off", retain: true);
        await using var link = new LinkUnderTest(old.Port);
        await person.HearAsync("wallbox/command/result", "retained");
        await person.SeesAsync("wallbox/mode/set", "");
        await CommandsAsync(person, link, "fixed");
        Assert.Equal(2, person.Count("wallbox/command/result"));

        // A person's empty command is one.
        await person.PublishAsync("wallbox/mode/set", "");
        await person.HearAsync("wallbox/command/result", "empty");
        Assert.Equal(ChargingMode.Fixed, link.Intents.Current.Mode);
    }

    [Fact]
    public async Task Link_Stopped_SaysOffline()
    {
        await using var old = new OldBroker(_broker.Port, s_oldRefusal);
        await using var person = await BrokerClient.ConnectAsync(_broker.Port);
        await using var link = new LinkUnderTest(old.Port);
        await person.SeesAsync("wallbox/status", "online");
        await link.StopAsync();
        await person.SeesAsync("wallbox/status", "offline");
    }

    private static async Task CommandsAsync(BrokerClient person, LinkUnderTest link, string mode)
    {
        await person.PublishAsync("wallbox/mode/set", mode);
        await person.HearAsync("wallbox/command/result", $"mode is {mode}");
        Assert.Equal(mode, link.Intents.Current.Mode.Word());
    }
}
