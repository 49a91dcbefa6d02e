using WallboxMqtt.Tests.Integration.Broker;
using WallboxMqtt.Tests.Integration.Faults;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>What the broker refuses is told with its reason, and steering goes on.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Password_Wrong_IsToldOnceTriedAgainAndHarmsNothing()
    {
        await using var broker = await StartAsync(new BrokerSetup { Users = new Dictionary<string, string> { ["wallbox"] = "right" } });
        await using var proxy = new FaultProxy(broker.Port, Framing.MqttAsync);
        var attempts = 0;
        proxy.Asked += (_, packet) => attempts += MqttPackets.KindOf(packet) == MqttPackets.Connect ? 1 : 0;
        await using var service = new ServiceUnderTest(proxy.Port, options => options with { Mqtt = options.Mqtt with { User = "wallbox", Password = "do-not-log-me" } });
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        await Eventually.TrueAsync(() => attempts == 3);
        await service.ReachAsync(1400, 18);

        var line = Assert.Single(service.Logged.Lines, line => line.Line.Contains("broker", StringComparison.Ordinal)).Line;
        Assert.Contains("refuses this client: NotAuthorized (0x87): set mqtt.user and mqtt.password as the broker knows them", line, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Logged.Lines, line => line.Line.Contains("do-not-log-me", StringComparison.Ordinal));
        Assert.Equal(0, service.Box.FailsafeCount);
    }

    [Fact]
    public async Task Password_Right_LetsIn()
    {
        await using var broker = await StartAsync(new BrokerSetup { Users = new Dictionary<string, string> { ["someone"] = "do-not-log-me", ["person"] = "x" } });
        await using var link = new LinkUnderTest(broker.Port);
        await using var person = await BrokerClient.ConnectAsync(broker.Port, user: "person", password: "x");
        await person.SeesAsync("wallbox/status", "online");
    }

    [Fact]
    public async Task Subscription_Denied_IsToldWithItsReason()
    {
        var denying = new Fault("denying")
        {
            Down = (passage, packet) =>
            {
                if (MqttPackets.KindOf(packet) == MqttPackets.SubAck)
                    packet[^1] = 0x87;
                return passage.ToClientAsync(packet);
            },
        };
        await using var broker = await StartAsync(new BrokerSetup());
        await using var proxy = new FaultProxy(broker.Port, Framing.MqttAsync, denying);
        await using var link = new LinkUnderTest(proxy.Port);
        await link.Until(() => link.Count("subscribe to homeassistant/status: NotAuthorized (0x87)") == 1);
        await link.Until(() => link.Link.Status.Connected);
    }

    /// <summary>Each CONNECT throws the other bridge out: the one that is thrown out says so and stays away for a while.</summary>
    [Fact]
    public async Task ClientId_UsedTwice_IsToldAndNotFoughtOver()
    {
        await using var broker = await StartAsync(new BrokerSetup());
        await using var person = await BrokerClient.ConnectAsync(broker.Port);
        await using var first = new LinkUnderTest(broker.Port);
        await first.Until(() => first.Link.Status.Connected);
        await using var second = new LinkUnderTest(broker.Port, options => options with { BaseTopic = "other" });
        LinkUnderTest? loser = null;
        await first.Until(() => (loser = Links().FirstOrDefault(link => link.Count("disconnects this one") == 1)) is not null);
        Assert.Contains(loser!.Log, line => line.Contains("Another client uses the client id wallbox-mqtt", StringComparison.Ordinal)
            && line.Contains("give each bridge its own mqtt.clientId", StringComparison.Ordinal));

        // The other one has peace for as long as it takes to publish several times, once a second.
        var winner = Links().Single(link => link != loser);
        await winner.Until(() => winner.Link.Status.Connected);
        var before = Links().Sum(link => link.Count("Connected to"));
        for (var power = 1; power <= 4; power++)
        {
            winner.Feed.Publish(LinkUnderTest.Report(power));
            await person.SeesAsync(winner == first ? "wallbox/inverter/power" : "other/inverter/power", $"{power}");
        }

        Assert.Equal(before, Links().Sum(link => link.Count("Connected to")));
        Assert.False(loser.Link.Status.Connected);

        LinkUnderTest[] Links() => [first, second];
    }

    [Fact]
    public async Task ClientId_TakenOver_IsToldInTheBrokersWords()
    {
        var takingOver = new Fault("taking over")
        {
            Up = async (passage, packet) =>
            {
                await passage.ToClientAsync(new byte[] { 0xE0, 2, 0x8E, 0 });
                passage.Close();
            },
        };
        await using var broker = await StartAsync(new BrokerSetup());
        await using var proxy = new FaultProxy(broker.Port, Framing.MqttAsync);
        await using var link = new LinkUnderTest(proxy.Port);
        await link.Until(() => link.Link.Status.Connected);
        await proxy.SwitchAsync(takingOver);
        link.Feed.Publish(LinkUnderTest.Report(1));
        await link.Until(() => link.Count("disconnects this one (SessionTakenOver (0x8E)): give each bridge its own mqtt.clientId") == 1);
        Assert.Equal(0, link.Count("cannot be reached"));
    }

    private static async Task<TestBroker> StartAsync(BrokerSetup setup)
    {
        var broker = new TestBroker(setup);
        await broker.StartAsync();
        return broker;
    }
}
