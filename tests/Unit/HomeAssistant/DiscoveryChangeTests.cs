using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Unit.Mqtt;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>What is announced no longer is taken back. The broker keeps what is retained; the disk what was published.</summary>
public sealed class DiscoveryChangeTests : IDisposable
{
    private const string Charger = "homeassistant/device/wallbox-mqtt_charger_charger/config";
    private const string Power = "homeassistant/sensor/wallbox-mqtt_charger_charger/power/config";

    private readonly string _directory = Directory.CreateTempSubdirectory("discovery").FullName;
    private readonly Dictionary<string, string> _retained = [];

    private string Memory => Path.Combine(_directory, "discovery.json");

    [Fact]
    public async Task Start_NothingChanged_SaysNothing()
    {
        await StartAsync(DiscoveryStyle.Device, SampleReports.Full);
        var written = await File.ReadAllTextAsync(Memory, TestContext.Current.CancellationToken);
        Assert.Empty(await StartAsync(DiscoveryStyle.Device, SampleReports.Full));
        Assert.Equal(written, await File.ReadAllTextAsync(Memory, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true, Charger, Power)]
    [InlineData(false, Power, Charger)]
    public async Task Style_Changed_MigratesThenAnnouncesThenClears(bool toComponents, string old, string anew)
    {
        var (before, after) = toComponents ? (DiscoveryStyle.Device, DiscoveryStyle.Component) : (DiscoveryStyle.Component, DiscoveryStyle.Device);
        await StartAsync(before, SampleReports.Full);
        Assert.Contains(old, _retained.Keys);
        var sent = await StartAsync(after, SampleReports.Full);
        var (migrated, announced, cleared) = (
            sent.FindIndex(message => message == new OutgoingMessage(old, """{"migrate_discovery":true}""", Retain: false)),
            sent.FindIndex(message => message.Topic == anew && message is { Retain: true, Payload.Length: > 100 }),
            sent.FindIndex(message => message == new OutgoingMessage(old, string.Empty, Retain: true)));
        Assert.True(migrated >= 0 && migrated < announced && announced < cleared, $"{migrated}, {announced}, {cleared}");
        Assert.DoesNotContain(old, _retained.Keys);
        Assert.Empty(await StartAsync(after, SampleReports.Full));
    }

    [Fact]
    public async Task Style_Off_ClearsAllWithoutMigration()
    {
        await StartAsync(DiscoveryStyle.Device, SampleReports.Full);
        var sent = await StartAsync(DiscoveryStyle.Off, SampleReports.Full);
        Assert.All(sent, message => Assert.Equal((string.Empty, true), (message.Payload, message.Retain)));
        Assert.Empty(_retained);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Charger_GoneFromTheConfiguration_IsCleared(bool asDevices)
    {
        var style = asDevices ? DiscoveryStyle.Device : DiscoveryStyle.Component;
        var two = SampleReports.Full with { Chargers = [SampleReports.Full.Chargers[0], SampleReports.Full.Chargers[0] with { Id = "second" }] };
        await StartAsync(style, two);
        Assert.Contains(_retained.Keys, topic => topic.Contains("second", StringComparison.Ordinal));
        var sent = await StartAsync(style, SampleReports.Full);
        Assert.DoesNotContain(_retained.Keys, topic => topic.Contains("second", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, message => message.Payload.Contains("migrate", StringComparison.Ordinal));
        Assert.Contains(_retained.Keys, topic => topic == (style == DiscoveryStyle.Device ? Charger : Power));
    }

    [Fact]
    public async Task Entity_GoneFromTheCatalogue_IsTakenBackByItsPlatformAlone()
    {
        await StartAsync(DiscoveryStyle.Device, SampleReports.Full);
        var text = await File.ReadAllTextAsync(Memory, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Memory, text.Replace("\"power\":\"sensor\"", "\"power\":\"sensor\",\"bygone\":\"binary_sensor\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await StartAsync(DiscoveryStyle.Device, SampleReports.Full);
        Assert.Contains("\"bygone\":{\"p\":\"binary_sensor\"}", _retained[Charger], StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(Memory, TestContext.Current.CancellationToken));
        await StartAsync(DiscoveryStyle.Device, SampleReports.Full);
        Assert.DoesNotContain("bygone", Documents(DiscoveryStyle.Device).For(SampleReports.Full).Single(document => document.Topic == Charger).Payload!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_BreaksOnTheWay_IsDoneAgain()
    {
        await StartAsync(DiscoveryStyle.Component, SampleReports.Full);
        await Assert.ThrowsAsync<IOException>(() => StartAsync(DiscoveryStyle.Device, SampleReports.Full, breaksAfter: 45));
        Assert.Contains(Power, _retained.Keys);
        await StartAsync(DiscoveryStyle.Device, SampleReports.Full);
        Assert.DoesNotContain(Power, _retained.Keys);
        Assert.Contains(Charger, _retained.Keys);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":{\"b\":null}}")]
    [InlineData("{")]
    public async Task Memory_Damaged_ClearsTheOtherStyleAsEver(string content)
    {
        await StartAsync(DiscoveryStyle.Device, SampleReports.Full);
        foreach (var file in Directory.GetFiles(_directory))
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        Assert.Contains(Documents(DiscoveryStyle.Device).For(SampleReports.Full), document => document is { Topic: Power, Payload: "", Once: true });
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private DiscoveryMemory Remember()
    {
        var memory = new DiscoveryMemory(new StateDirectory(_directory), NullLogger<DiscoveryMemory>.Instance);
        memory.Load();
        return memory;
    }

    private DiscoveryDocuments Documents(DiscoveryStyle style) => Documents(style, Remember());

    private static DiscoveryDocuments Documents(DiscoveryStyle style, DiscoveryMemory memory)
    {
        var options = new MqttOptions { Discovery = new DiscoveryOptions(Style: style) };
        return new DiscoveryDocuments(options, new Topics(options), SampleReports.Catalogue, memory);
    }

    // One life of the service: what it sends for the change, then what it always publishes.
    private async Task<List<OutgoingMessage>> StartAsync(DiscoveryStyle style, CycleReport report, int breaksAfter = int.MaxValue)
    {
        using var memory = Remember();
        var documents = Documents(style, memory);
        var broker = new FakePublisher { BreaksAfter = breaksAfter };
        try
        {
            await new DiscoveryChange(documents, memory).SettleAsync(broker, report, CancellationToken.None);
        }
        finally
        {
            foreach (var message in broker.Sent.Where(message => message.Retain))
                Retain(message.Topic, message.Payload);
        }

        foreach (var document in documents.For(report))
            Retain(document.Topic, document.Payload!);
        return [.. broker.Sent];
    }

    private void Retain(string topic, string payload)
    {
        if (payload.Length == 0)
            _retained.Remove(topic);
        else
            _retained[topic] = payload;
    }
}
