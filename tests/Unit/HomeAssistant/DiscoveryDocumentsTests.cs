using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

public sealed class DiscoveryDocumentsTests
{
    [Fact]
    public void DeviceStyle_FullReport_MatchesSnapshots()
    {
        var documents = Live(DiscoveryStyle.Device, SampleReports.Full);
        Assert.Equal(
            ["homeassistant/device/wallbox-mqtt_bridge/config", "homeassistant/device/wallbox-mqtt_inverter/config",
             "homeassistant/device/wallbox-mqtt_charger_charger/config"],
            documents.Select(document => document.Topic));
        foreach (var document in documents)
        {
            // The version of the build is not part of what is compared.
            var text = Snapshot.Indented(document.Payload!).Replace(Version, "VERSION", StringComparison.Ordinal);
            Snapshot.Match($"{document.Topic.Split('/')[2]}.json", text);
        }
    }

    [Fact]
    public void Bridge_PageOthersReach_IsLinked()
    {
        var options = new MqttOptions { Discovery = new DiscoveryOptions { PageUrl = new Uri("http://wallbox.local:8080") } };
        var documents = new DiscoveryDocuments(options, new Topics(options), SampleReports.Catalogue).For(SampleReports.Full);
        Assert.Single(documents, document => document.Payload!.Contains("\"configuration_url\":\"http://wallbox.local:8080/\"", StringComparison.Ordinal));
    }

    [Fact]
    public void DeviceStyle_EveryDocument_IsValid() =>
        Assert.All(Live(DiscoveryStyle.Device, SampleReports.Full), document => Assert.Empty(DiscoveryValidator.Device(document.Payload!)));

    [Fact]
    public void ComponentStyle_EveryDocument_IsValid()
    {
        var documents = Live(DiscoveryStyle.Component, SampleReports.Full);
        Assert.Contains(documents, document => document.Topic == "homeassistant/sensor/wallbox-mqtt_charger_charger/power/config");
        Assert.Contains(documents, document => document.Topic == "homeassistant/select/wallbox-mqtt_bridge/mode/config");
        Assert.All(documents, document =>
            Assert.Empty(DiscoveryValidator.Component(document.Topic.Split('/')[1], document.Payload!)));
    }

    [Fact]
    public void ComponentStyle_DeviceStyleTopics_AreClearedOnce()
    {
        var cleared = Documents(DiscoveryStyle.Component).For(SampleReports.Full).Where(document => document.Payload == string.Empty).ToList();
        Assert.Equal(3, cleared.Count);
        Assert.All(cleared, document => Assert.True(document.Once));
        Assert.All(cleared, document => Assert.StartsWith("homeassistant/device/", document.Topic, StringComparison.Ordinal));
    }

    [Fact]
    public void OffStyle_AnyReport_SaysNothing() => Assert.Empty(Documents(DiscoveryStyle.Off).For(SampleReports.Full));

    [Fact]
    public void Documents_IdentityBecomesKnown_AreMadeAnew()
    {
        var documents = Documents(DiscoveryStyle.Device);
        var before = documents.For(SampleReports.Unknown);
        Assert.Equal(before, documents.For(SampleReports.Unknown with { }));
        Assert.DoesNotContain("serial_number", before[^1].Payload!, StringComparison.Ordinal);

        var after = documents.For(SampleReports.Full);
        Assert.Contains("serial_number", after[^1].Payload!, StringComparison.Ordinal);
        Assert.Equal(before[^1].Topic, after[^1].Topic);
    }

    private static string Version => typeof(DiscoveryDocuments).Assembly.GetName().Version!.ToString(3);

    private static List<TopicValue> Live(DiscoveryStyle style, CycleReport report) =>
        [.. Documents(style).For(report).Where(document => document.Payload != string.Empty)];

    private static DiscoveryDocuments Documents(DiscoveryStyle style)
    {
        var options = new MqttOptions { Discovery = new DiscoveryOptions(Style: style) };
        return new DiscoveryDocuments(options, new Topics(options), SampleReports.Catalogue);
    }
}
