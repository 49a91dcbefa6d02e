using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Cli.Check;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary><c>check</c> at the shipped broker: its ACL gives the bridge's user all that is tried.</summary>
public sealed class CheckTests(ShippedBroker broker) : IClassFixture<ShippedBroker>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_AsItsUser_IsDeniedNothing(bool components)
    {
        var steps = new CheckSteps("broker");
        var options = new MqttOptions
        {
            Url = new Uri($"mqtts://localhost:{broker.TlsPort}"),
            User = "wallbox",
            Password = broker.Secrets.Password("wallbox"),
            CaFile = broker.Secrets.Authority,
            Discovery = new DiscoveryOptions(Style: components ? DiscoveryStyle.Component : DiscoveryStyle.Device),
        };
        await new BrokerCheck(options, TimeProvider.System).TryAsync(steps, CancellationToken.None);
        Assert.Equal(["DNS", "TCP", "TLS", "login", "topics", "discovery"], steps.Rows.Select(row => row.Step));
        Assert.All(steps.Rows, row => Assert.True(row is { Passed: true, Advice: null }, $"{row}"));
    }

    [Fact]
    public async Task Check_AsSomebodyWhoOnlyLooks_IsDenied()
    {
        var steps = new CheckSteps("broker");
        var options = new MqttOptions { Url = new Uri($"mqtt://127.0.0.1:{broker.Port}"), User = "dashboard", Password = broker.Secrets.Password("dashboard") };
        await new BrokerCheck(options, TimeProvider.System).TryAsync(steps, CancellationToken.None);
        Assert.Equal(["topics", "discovery"], steps.Rows.Where(row => !row.Passed).Select(row => row.Step));
        Assert.DoesNotContain(broker.Secrets.Password("dashboard"), string.Join('\n', steps.Rows), StringComparison.Ordinal);
    }
}
