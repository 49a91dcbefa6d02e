using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Tests.Integration.Broker;
using WallboxMqtt.Tests.Integration.Faults;

namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>What the broker keeps for the link while it is gone for a moment, and what it must not bring.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private static readonly Fault s_refused = new("refused") { Refuses = true };

    private readonly TestBroker _broker = new();

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task Command_SentDuringAShortLoss_Arrives()
    {
        await using var proxy = new FaultProxy(_broker.Port, Framing.MqttAsync);
        await using var person = await BrokerClient.ConnectAsync(_broker.Port);
        await using var link = new LinkUnderTest(proxy.Port);
        await person.SeesAsync("wallbox/status", "online");

        await proxy.SwitchAsync(s_refused);
        await person.SeesAsync("wallbox/status", "offline");
        await person.PublishAsync("wallbox/mode/set", "off");
        await person.PublishAsync("wallbox/limit/set", "5000", retain: true);
        await proxy.SwitchAsync(Fault.None);

        await person.HearAsync("wallbox/command/result", "mode is off");
        await person.HearAsync("wallbox/command/result", "retained");
        await person.SeesAsync("wallbox/limit/set", "");
        Assert.Equal(new Intent(ChargingMode.Off, null), link.Intents.Current);
        Assert.Equal(2, person.Count("wallbox/command/result"));
    }

    [Fact]
    public async Task Command_RetainedWhileConnected_IsIgnoredAndCleared()
    {
        await using var person = await BrokerClient.ConnectAsync(_broker.Port);
        await using var link = new LinkUnderTest(_broker.Port);
        await person.SeesAsync("wallbox/status", "online");
        await person.PublishAsync("wallbox/mode/set", "off", retain: true);
        await person.HearAsync("wallbox/command/result", "retained");
        await person.SeesAsync("wallbox/mode/set", "");
        Assert.Equal(ChargingMode.PvBoost, link.Intents.Current.Mode);
    }

    /// <summary>The link's acknowledgement is lost, so the broker delivers the command once more; meanwhile somebody has commanded otherwise.</summary>
    [Fact]
    public async Task Command_DeliveredAgain_IsNotExecutedAgain()
    {
        var unacknowledged = new Fault("unacknowledged")
        {
            Up = (passage, packet) => MqttPackets.KindOf(packet) == MqttPackets.PubAck ? Task.CompletedTask : passage.ToTargetAsync(packet),
        };
        await using var proxy = new FaultProxy(_broker.Port, Framing.MqttAsync, unacknowledged);
        var again = 0;
        proxy.Reported += (_, packet) => again += MqttPackets.IsDuplicate(packet) ? 1 : 0;
        await using var person = await BrokerClient.ConnectAsync(_broker.Port);
        await using var link = new LinkUnderTest(proxy.Port);
        await person.SeesAsync("wallbox/status", "online");
        await person.PublishAsync("wallbox/mode/set", "off");
        await person.HearAsync("wallbox/command/result", "mode is off");

        await proxy.SwitchAsync(s_refused);
        link.Intents.SetMode(ChargingMode.Fixed);
        await proxy.SwitchAsync(Fault.None);
        await link.Until(() => link.Count("Connected to") == 2);
        await person.PublishAsync("wallbox/limit/set", "5000");
        await person.HearAsync("wallbox/command/result", "limit is 5000 W");
        Assert.Equal(1, again);
        Assert.Equal(ChargingMode.Fixed, link.Intents.Current.Mode);
        Assert.Equal(2, person.Count("wallbox/command/result"));
    }

    [Fact]
    public async Task Answers_Expire_StatesDoNot()
    {
        await using var person = await BrokerClient.ConnectAsync(_broker.Port);
        await using var link = new LinkUnderTest(_broker.Port);
        await person.SeesAsync("wallbox/status", "online");
        await person.PublishAsync("wallbox/mode/set", "off", responseTopic: "person/reply", correlation: [7]);
        Assert.InRange((await person.HearAsync("person/reply", received => received.Correlation is [7])).Expiry, 1u, 60u);
        Assert.InRange((await person.HearAsync("wallbox/command/result")).Expiry, 1u, 60u);
        Assert.All(person.Received.Where(received => received.Topic is "wallbox/state" or "wallbox/mode"), received => Assert.Equal(0u, received.Expiry));
    }
}
