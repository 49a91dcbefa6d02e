using System.Text.Json.Nodes;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>A good document changed in one way gives one complaint.</summary>
public sealed class DiscoveryValidatorTests
{
    private const string Charger = "wallbox-mqtt_charger_charger";

    [Theory]
    [MemberData(nameof(DiscoveryFaults.All), MemberType = typeof(DiscoveryFaults))]
    public void Device_ChangedInOneWay_GivesOneComplaint(string document, string path, string? value, string complaint)
    {
        var root = Good(DiscoveryStyle.Device, $"homeassistant/device/{document}/config");
        Assert.Empty(DiscoveryValidator.Device(root.ToJsonString()));
        Change(root, path, value);
        Assert.Equal([complaint], DiscoveryValidator.Device(root.ToJsonString()));
    }

    [Theory]
    [InlineData("unique_id", null, "sensor: no unique_id")]
    [InlineData("p", "\"sensor\"", "sensor: unknown key dev", "sensor: unknown key o")]
    [InlineData("cmps", "{}", "sensor: unknown key cmps")]
    [InlineData("o", null, "no origin name")]
    [InlineData("dev/identifiers", null, "no identifiers")]
    [InlineData("avty", "[]", "more than one kind of availability")]
    [InlineData("state_topic", "\"#\"", "sensor: wildcard in state_topic")]
    public void Component_ChangedInOneWay_GivesItsComplaints(string path, string? value, params string[] complaints)
    {
        var root = Good(DiscoveryStyle.Component, "homeassistant/sensor/wallbox-mqtt_charger_charger/power/config");
        Assert.Empty(DiscoveryValidator.Component("sensor", root.ToJsonString()));
        Change(root, path, value);
        Assert.Equal(complaints, DiscoveryValidator.Component("sensor", root.ToJsonString()));
    }

    [Fact]
    public void Component_UnknownPlatform_IsTold()
    {
        var root = Good(DiscoveryStyle.Component, "homeassistant/sensor/wallbox-mqtt_charger_charger/power/config");
        Assert.Equal(["sensors: unknown platform sensors"], DiscoveryValidator.Component("sensors", root.ToJsonString()));
    }

    [Fact]
    public void Device_EntityTakenBack_IsGood()
    {
        var root = Good(DiscoveryStyle.Device, $"homeassistant/device/{Charger}/config");
        Change(root, "cmps/power", """{"p":"sensor"}""");
        Assert.Empty(DiscoveryValidator.Device(root.ToJsonString()));
    }

    private static void Change(JsonNode root, string path, string? value)
    {
        var keys = path.Split('/');
        var parent = keys[..^1].Aggregate(root, (node, key) => node is JsonArray list ? list[key[0] - '0']! : node[key]!).AsObject();
        if (value is null)
            Assert.True(parent.Remove(keys[^1]));
        else
            parent[keys[^1]] = JsonNode.Parse(value);
    }

    private static JsonNode Good(DiscoveryStyle style, string topic)
    {
        var options = new MqttOptions { Discovery = new DiscoveryOptions(Style: style) };
        var documents = new DiscoveryDocuments(options, new Topics(options), SampleReports.Catalogue).For(SampleReports.Full);
        return JsonNode.Parse(Assert.Single(documents, document => document.Topic == topic).Payload!)!;
    }
}
