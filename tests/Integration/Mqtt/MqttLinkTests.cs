using System.Text.Json;
using MQTTnet;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Integration.Broker;

namespace WallboxMqtt.Tests.Integration.Mqtt;

public sealed class MqttLinkTests
{
    [Fact]
    public async Task Link_Connected_AllTopicsAreRetained()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var link = new LinkUnderTest(broker.Port);
        await using (var early = await BrokerClient.ConnectAsync(broker.Port))
            await early.HearAsync("wallbox/state");

        await using var late = await BrokerClient.ConnectAsync(broker.Port);
        foreach (var (topic, payload) in new (string, string)[]
                 {
                     ("wallbox/status", "online"), ("wallbox/mode", "pv-boost"), ("wallbox/limit", "none"), ("wallbox/inverter/power", "5600"),
                     ("wallbox/inverter/status", "ok"), ("wallbox/balancer/allowance", "16640"), ("wallbox/charger/state", "charging"),
                     ("wallbox/charger/setpoint", "24"), ("wallbox/charger/vehicle", "ON"),
                 })
            Assert.Equal(payload, (await late.HearAsync(topic, received => received.Retained)).Payload);
        await late.HearAsync("homeassistant/device/wallbox-mqtt_charger_charger/config", received => received.Retained);
        using var state = JsonDocument.Parse((await late.HearAsync("wallbox/state")).Payload);
        Assert.Equal(24, state.RootElement.GetProperty("chargers").GetProperty("charger").GetProperty("setpoint").GetInt32());
    }

    [Fact]
    public async Task Link_Commands_ChangeTheIntentAndAreAnswered()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var link = new LinkUnderTest(broker.Port);
        await using var person = await BrokerClient.ConnectAsync(broker.Port);
        await person.HearAsync("wallbox/status", received => received.Payload == "online");

        await person.PublishAsync("wallbox/mode/set", "Fixed", responseTopic: "person/reply", correlation: [7]);
        await person.HearAsync("person/reply", received => received.Correlation is [7] && received.Payload.Contains("\"accepted\":true", StringComparison.Ordinal));
        Assert.Equal(ChargingMode.Fixed, link.Intents.Current.Mode);

        await person.PublishAsync("wallbox/limit/set", "4.2 kW");
        await person.HearAsync("wallbox/command/result", "limit is 4200 W");
        Assert.Equal(4200, link.Intents.Current.Limit!.Value.Value);

        await person.PublishAsync("wallbox/mode/set", "warp");
        await person.HearAsync("wallbox/command/result", "\"accepted\":false");
        Assert.All(person.Received.Where(received => received.Topic == "wallbox/command/result"), received => Assert.False(received.Retained));
    }

    [Fact]
    public async Task Link_RetainedCommand_IsIgnoredClearedAndReported()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var person = await BrokerClient.ConnectAsync(broker.Port);
        await person.PublishAsync("wallbox/mode/set", "off", retain: true);
        await using var link = new LinkUnderTest(broker.Port);
        await person.HearAsync("wallbox/command/result", "retained");
        await person.HearAsync("wallbox/mode/set", received => received.Payload.Length == 0);
        Assert.Equal(ChargingMode.PvBoost, link.Intents.Current.Mode);

        // The clearing itself is not a command: the next answer is that of the next command.
        await person.PublishAsync("wallbox/mode/set", "fixed");
        await person.HearAsync("wallbox/command/result", "mode is fixed");
        Assert.Equal(2, person.Received.Count(received => received.Topic == "wallbox/command/result"));
        await using var late = await BrokerClient.ConnectAsync(broker.Port);
        await late.HearAsync("wallbox/status");
        Assert.DoesNotContain(late.Received, received => received.Topic == "wallbox/mode/set");
    }

    [Fact]
    public async Task Link_BrokerAbsentKilledAndBack_ReconnectsWithEverythingAndTellsOnce()
    {
        await using var broker = new TestBroker();
        await using var link = new LinkUnderTest(broker.Port);
        await link.Until(() => link.Link.Status.LastError is not null);
        await broker.StartAsync();
        await link.Until(() => link.Link.Status.Connected);
        await broker.KillAsync();
        await link.Until(() => !link.Link.Status.Connected);
        link.Feed.Publish(LinkUnderTest.Report(700));
        await broker.StartAsync();
        await using var person = await BrokerClient.ConnectAsync(broker.Port);
        await person.HearAsync("wallbox/inverter/power", received => received.Payload == "700");
        await person.HearAsync("homeassistant/device/wallbox-mqtt_bridge/config");
        await person.PublishAsync("wallbox/mode/set", "off");
        await link.Until(() => link.Intents.Current.Mode == ChargingMode.Off);
        Assert.Equal(2, link.Log.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)));
        Assert.Equal(2, link.Log.Count(line => line.Contains("Connected to", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Link_BrokerFrozen_IsNoticedAndSurvived()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var link = new LinkUnderTest(broker.Port);
        await link.Until(() => link.Link.Status.Connected);
        await broker.PauseAsync();
        link.Feed.Publish(LinkUnderTest.Report(1));
        await link.Until(() => !link.Link.Status.Connected);
        await broker.ResumeAsync();
        await link.Until(() => link.Link.Status.Connected);
    }

    [Fact]
    public async Task Link_BirthMessage_SaysEverythingAgain()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var link = new LinkUnderTest(broker.Port);
        await using var person = await BrokerClient.ConnectAsync(broker.Port);
        await person.HearAsync("wallbox/state");
        person.Received.Clear();
        await person.PublishAsync("homeassistant/status", "online");
        await person.HearAsync("homeassistant/device/wallbox-mqtt_inverter/config");
        await person.HearAsync("wallbox/inverter/available");
        await person.HearAsync("wallbox/state");
    }

    [Fact]
    public async Task Link_Stopped_SaysOfflineWithinTwoSeconds()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var person = await BrokerClient.ConnectAsync(broker.Port);
        await using var link = new LinkUnderTest(broker.Port);
        await person.HearAsync("wallbox/status", received => received.Payload == "online");
        var watch = TimeProvider.System.GetTimestamp();
        await link.StopAsync();
        Assert.True(TimeProvider.System.GetElapsedTime(watch) < TimeSpan.FromSeconds(2));
        await person.HearAsync("wallbox/status", received => received.Payload == "offline");
    }

    [Fact]
    public async Task Session_AbruptDeath_LastWillSaysOffline()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var person = await BrokerClient.ConnectAsync(broker.Port);
        var options = BrokerOptions.For(new MqttOptions { Url = broker.Url }, "wallbox/status");
        using (var client = new MqttClientFactory().CreateMqttClient())
            await client.ConnectAsync(options, TestContext.Current.CancellationToken);
        await person.HearAsync("wallbox/status", received => received.Payload == "offline");
        await using var late = await BrokerClient.ConnectAsync(broker.Port);
        await late.HearAsync("wallbox/status", received => received is { Payload: "offline", Retained: true });
    }

    [Fact]
    public async Task Link_AclDenies_IsLoggedOnceATopicAndTheRestGoesOn()
    {
        await using var broker = new TestBroker(new BrokerSetup
        {
            Acl = "topic readwrite wallbox/#\ntopic read homeassistant/status\nuser someone\ntopic readwrite wallbox/status\ntopic readwrite wallbox/charger/power\n",
        });
        await broker.StartAsync();
        await using var link = new LinkUnderTest(broker.Port);
        await using var person = await BrokerClient.ConnectAsync(broker.Port, "wallbox/#");
        await person.HearAsync("wallbox/charger/power");
        link.Feed.Publish(LinkUnderTest.Report(1));
        await link.Until(() => link.Count("wallbox/state: NotAuthorized (0x87)") == 1);
        Assert.Single(link.Log, line => line.Contains("publish to wallbox/inverter/power: NotAuthorized", StringComparison.Ordinal));
        Assert.True(link.Link.Status.Connected);
    }
}
