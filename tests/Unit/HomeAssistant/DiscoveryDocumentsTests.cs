using System.Text;
using System.Text.Json.Nodes;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

public sealed class DiscoveryDocumentsTests
{
    public static TheoryData<string, Action<JsonObject>> Faults => new()
    {
        { "unknown root key", document => document["qos"] = 1 },
        { "no origin name", document => document["o"]!.AsObject().Remove("name") },
        { "no identifiers", document => document["dev"]!["identifiers"] = new JsonArray() },
        { "no platform", document => Component(document).Remove("p") },
        { "unique_id missing", document => Component(document).Remove("unique_id") },
        { "object_id is gone", document => Component(document)["object_id"] = "x" },
        { "default_entity_id", document => Component(document)["default_entity_id"] = "power" },
        { "both forms of availability", document => Component(document)["avty_t"] = "x" },
        { "retain on a command", document => Component(document)["retain"] = true },
        { "entity_category", document => Component(document)["entity_category"] = "config" },
        { "enum needs options", document => Component(document)["device_class"] = "enum" },
        { "unit", document => Component(document)["unit_of_measurement"] = "kwatt" },
        { "power needs measurement", document => Component(document).Remove("state_class") },
    };

    [Fact]
    public void Documents_Device_MatchTheirSnapshots()
    {
        foreach (var (topic, payload) in Documents(DiscoveryStyle.Device))
            Snapshot.Matches(topic.Replace('/', '_') + ".json", Snapshot.Pretty(payload));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Documents_Device_KeepHomeAssistantsRules(bool known)
    {
        var documents = new DiscoveryDocuments(new MqttOptions()).For(known ? Reports.Full : Reports.Unknown).ToArray();
        Assert.Equal(3, documents.Length);
        Assert.All(documents, document => Assert.Empty(DiscoveryRules.Faults(Parse(document.Payload))));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Rules_SeededFault_IsFound(string expected, Action<JsonObject> spoil)
    {
        var document = Parse(Documents(DiscoveryStyle.Device).Single(one => one.Topic.Contains("inverter", StringComparison.Ordinal)).Payload);
        spoil(document);
        Assert.Contains(DiscoveryRules.Faults(document), fault => fault.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Documents_Component_HaveOneMessageAnEntity()
    {
        var documents = Documents(DiscoveryStyle.Component).ToArray();
        Assert.Equal(EntityCatalogue.All.Count(entity => entity.Component is not null), documents.Length);
        Assert.Contains(documents, document => document.Topic == "homeassistant/sensor/wallbox-mqtt_charger/power/config");
        Assert.All(documents, document => Assert.NotNull(Parse(document.Payload)["unique_id"]));
    }

    [Fact]
    public void Documents_Off_AreNone() => Assert.Empty(Documents(DiscoveryStyle.Off));

    [Fact]
    public void Documents_StateTopics_AreOnesThatAreKnown()
    {
        var published = new TopicTree("wallbox").Payloads(Reports.Full).Select(topic => topic.Topic).ToHashSet();
        foreach (var (_, payload) in Documents(DiscoveryStyle.Device))
        {
            foreach (var (_, component) in Parse(payload)["cmps"]!.AsObject())
                Assert.Contains((string)component!["state_topic"]!, published);
        }
    }

    [Fact]
    public void Payloads_AllKnown_MatchTheirSnapshot() => Snapshot.Matches("topics-full.txt", Topics(Reports.Full));

    [Fact]
    public void Payloads_NothingKnown_SayOfflineAndNoFigures() => Snapshot.Matches("topics-unknown.txt", Topics(Reports.Unknown));

    [Fact]
    public void State_Documents_MatchTheirSnapshots()
    {
        Snapshot.Matches("state-full.json", Snapshot.Pretty(StateDocument.Write(Reports.Full)));
        Snapshot.Matches("state-unknown.json", Snapshot.Pretty(StateDocument.Write(Reports.Unknown)));
    }

    private static string Topics(Balancer.Control.CycleReport report) =>
        string.Concat(new TopicTree("wallbox").Payloads(report).Select(topic => $"{topic.Topic} {topic.Payload}\n"));

    private static IEnumerable<(string Topic, byte[] Payload)> Documents(DiscoveryStyle style) =>
        new DiscoveryDocuments(new MqttOptions { Discovery = new DiscoveryOptions(Style: style) }).For(Reports.Full);

    private static JsonObject Parse(byte[] payload) => JsonNode.Parse(Encoding.UTF8.GetString(payload))!.AsObject();

    private static JsonObject Component(JsonObject document) => document["cmps"]!["power"]!.AsObject();
}
