using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Cli.Check;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Integration.Broker;
using WallboxMqtt.Tests.Integration.Mqtt;

namespace WallboxMqtt.Tests.Integration.Cli;

/// <summary>What <c>check</c> finds at a real broker.</summary>
public sealed class BrokerCheckTests
{
    private const string AllowedElsewhere = "topic readwrite elsewhere/#\n";
    private static readonly byte[] s_oldRefusal = [0x20, 0x02, 0x00, 0x01];

    [Theory]
    [InlineData(null, "homeassistant/device/wallbox-mqtt-check/config may be written")]
    [InlineData("topic readwrite wallbox/#\ntopic write homeassistant/device/+/config\n", "homeassistant/device/wallbox-mqtt-check/config may be written")]
    public async Task Broker_Allows_AllPasses(string? acl, string discovery)
    {
        await using var broker = await StartAsync(new BrokerSetup { Acl = acl });
        var rows = await RowsAsync(Options(broker));
        Assert.All(rows, row => Assert.True(row is { Passed: true, Advice: null }, $"{row}"));
        Assert.Equal(["TCP", "login", "topics", "discovery"], rows.Select(row => row.Step));
        Assert.Equal("wallbox/check: written and read back", rows[2].Found);
        Assert.Equal(discovery, rows[3].Found);
    }

    [Fact]
    public async Task Broker_Visited_KeepsNothingAndPutsNobodyOut()
    {
        await using var broker = await StartAsync(new BrokerSetup());
        await using var service = await BrokerClient.ConnectAsync(broker.Port);
        await RowsAsync(Options(broker));
        await using var later = await BrokerClient.ConnectAsync(broker.Port);
        await service.PublishAsync("wallbox/after", "x", retain: true);
        await later.SeesAsync("wallbox/after", "x");
        Assert.False(later.Last.ContainsKey("wallbox/check"));
        Assert.DoesNotContain(later.Last.Keys, topic => topic.StartsWith("homeassistant/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("wallbox", "wrong")]
    public async Task Broker_UnknownUserOrPassword_FailsAtLogin(string? user, string? password)
    {
        await using var broker = await StartAsync(new BrokerSetup { Users = new Dictionary<string, string> { ["wallbox"] = "secret" } });
        var row = await FailureAsync(Options(broker) with { User = user, Password = password });
        Assert.Equal("login", row.Step);
        Assert.Contains("mqtt.password", row.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", $"{row}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_DeniesAll_FailsAtTopicsAndDiscovery()
    {
        await using var broker = await StartAsync(new BrokerSetup { Acl = AllowedElsewhere });
        var rows = await RowsAsync(Options(broker));
        Assert.Equal(["topics", "discovery"], rows.Where(row => !row.Passed).Select(row => row.Step));
        Assert.Contains("NotAuthorized (0x87)", rows[2].Found, StringComparison.Ordinal);
        Assert.Contains("topic readwrite wallbox/#", rows[2].Advice, StringComparison.Ordinal);
        Assert.Contains("NotAuthorized (0x87)", rows[3].Found, StringComparison.Ordinal);
        Assert.Contains("topic write homeassistant/device/+/config", rows[3].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_DeniesReading_SaysThatNothingCameBack()
    {
        await using var broker = await StartAsync(new BrokerSetup { Acl = "topic write wallbox/#\ntopic write homeassistant/+/+/+/config\n" });
        var rows = await RowsAsync(Options(broker) with { Discovery = new DiscoveryOptions(Style: DiscoveryStyle.Component) });
        Assert.Equal("topics", Assert.Single(rows, row => !row.Passed).Step);
        Assert.Contains("may not be read", rows[2].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_OldAndDenying_SaysThatItIsSilent()
    {
        await using var broker = await StartAsync(new BrokerSetup { Acl = AllowedElsewhere });
        await using var old = new OldBroker(broker.Port, s_oldRefusal);
        var rows = await RowsAsync(new MqttOptions { Url = new Uri($"mqtt://127.0.0.1:{old.Port}") });
        Assert.Equal(["TCP", "login", "topics", "discovery"], rows.Select(row => row.Step));
        Assert.Contains("MQTT 3.1.1", rows[1].Found, StringComparison.Ordinal);
        Assert.False(rows[2].Passed);
        Assert.Contains("does not say what it refuses", rows[2].Found, StringComparison.Ordinal);
        Assert.Contains("does not say what it refuses", rows[3].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_OverTls_IsTrustedWithItsAuthorityOnly()
    {
        using var ours = new Certificates();
        using var others = new Certificates();
        await using var broker = await StartAsync(new BrokerSetup { Tls = ours });
        var options = new MqttOptions { Url = new Uri($"mqtts://localhost:{broker.TlsPort}"), CaFile = ours.Authority };
        var rows = await RowsAsync(options);
        Assert.All(rows, row => Assert.True(row.Passed, $"{row}"));
        Assert.Equal(["DNS", "TCP", "TLS", "login", "topics", "discovery"], rows.Select(row => row.Step));

        var row = await FailureAsync(options with { CaFile = others.Authority });
        Assert.Equal("TLS", row.Step);
        Assert.Contains("not signed by a trusted CA", row.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_TlsAskedOfAPlainPort_FailsAtTls()
    {
        await using var broker = await StartAsync(new BrokerSetup());
        Assert.Equal("TLS", (await FailureAsync(Options(broker) with { Url = new Uri($"mqtts://127.0.0.1:{broker.Port}") })).Step);
    }

    [Fact]
    public async Task Broker_NameUnknown_FailsAtDns()
    {
        var row = await FailureAsync(new MqttOptions { Url = new Uri("mqtt://no-such-host.invalid") });
        Assert.Equal("DNS", row.Step);
        Assert.Contains("mqtt.url", row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_PortClosed_FailsAtTcp()
    {
        var row = await FailureAsync(new MqttOptions { Url = new Uri($"mqtt://127.0.0.1:{Loopback.FreePort()}") });
        Assert.Equal("TCP", row.Step);
        Assert.Contains("start the broker", row.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Broker_SomethingElseOnItsPort_FailsAtLogin(bool closes)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var guests = closes ? CloseAllAsync(listener, stop.Token) : Task.CompletedTask;
        var row = await FailureAsync(new MqttOptions { Url = new Uri($"mqtt://{listener.LocalEndpoint}") });
        Assert.Equal("login", row.Step);
        Assert.Contains("is it an MQTT broker", row.Advice, StringComparison.Ordinal);
        await stop.CancelAsync();
        await guests;
    }

    private static async Task CloseAllAsync(TcpListener listener, CancellationToken cancellation)
    {
        try
        {
            while (true)
                (await listener.AcceptSocketAsync(cancellation)).Dispose();
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task<TestBroker> StartAsync(BrokerSetup setup)
    {
        var broker = new TestBroker(setup);
        await broker.StartAsync();
        return broker;
    }

    private static MqttOptions Options(TestBroker broker) => new() { Url = broker.Url };

    private static async Task<CheckRow> FailureAsync(MqttOptions options) => Assert.Single(await RowsAsync(options), row => !row.Passed);

    private static async Task<CheckRow[]> RowsAsync(MqttOptions options)
    {
        var steps = new CheckSteps("broker");
        await new BrokerCheck(options, TimeProvider.System).TryAsync(steps, CancellationToken.None);
        Assert.All(steps.Rows, row => Assert.True(row.Passed || row.Advice is not null));
        return [.. steps.Rows];
    }
}
