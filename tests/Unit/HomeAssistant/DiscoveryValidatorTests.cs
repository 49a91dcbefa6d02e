using System.Text.Json.Nodes;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>A good document changed in one way gives one complaint.</summary>
public sealed class DiscoveryValidatorTests
{
    private const string Bridge = "wallbox-mqtt_bridge";
    private const string Charger = "wallbox-mqtt_charger_charger";

    /// <summary>Document, path of the member, what it becomes (null removes it), the complaint.</summary>
    public static TheoryData<string, string, string?, string> Faults => new()
    {
        { Bridge, "surplus", "1", "unknown root key surplus" },
        { Bridge, "qos", "1", "qos on the root" },
        { Bridge, "avty", "[]", "more than one kind of availability" },
        { Bridge, "avty_t", "\"wallbox/status\"", "more than one kind of availability" },
        { Bridge, "availability", null, "no availability" },
        { Bridge, "availability_mode", "\"any\"", "availability is not joined with all" },
        { Bridge, "availability/0/payload_available", "\"Online\"", "payload_available is not online" },
        { Bridge, "availability/0/payload_not_available", null, "payload_not_available is not offline" },
        { Bridge, "availability/0/topic", "\"wallbox/#\"", "wildcard in availability" },
        { Bridge, "availability/0/topic", "\"/wallbox/status\"", "availability begins with a slash" },
        { Bridge, "availability/0/qos", "1", "unknown availability key qos" },
        { Bridge, "cmps", "{}", "no cmps" },
        { Bridge, "o", null, "no origin name" },
        { Bridge, "o/name", null, "no origin name" },
        { Bridge, "o/sw", "\"1\"", "unknown origin key sw" },
        { Bridge, "o/support_url", "\"ftp://example.org\"", "support_url is not http or https" },
        { Bridge, "dev/identifiers", "[]", "no identifiers" },
        { Bridge, "dev/identifiers", null, "no identifiers" },
        { Bridge, "dev/name", null, "no device name" },
        { Bridge, "dev/ids", "[\"x\"]", "unknown device key ids" },
        { Bridge, "dev/configuration_url", "\"wallbox.local\"", "configuration_url is not http or https" },
        { Charger, "dev/via_device", "\"wallbox-mqtt_charger_charger\"", "via_device is the device itself" },
        { Charger, "cmps/power/p", null, "power: no p" },
        { Charger, "cmps/power/p", "\"sensors\"", "power: unknown platform sensors" },
        { Charger, "cmps/power/unique_id", null, "power: no unique_id" },
        { Charger, "cmps/power/unique_id", "\"wallbox-mqtt_charger_charger_state\"", "power: unique_id twice" },
        { Charger, "cmps/power/surplus", "1", "power: unknown key surplus" },
        { Charger, "cmps/power/options", "[\"a\"]", "power: options on what is no enum" },
        { Charger, "cmps/power/command_topic", "\"a\"", "power: unknown key command_topic" },
        { Charger, "cmps/power/object_id", "\"x\"", "power: object_id is gone" },
        { Charger, "cmps/power/retain", "true", "power: retain on an entity" },
        { Charger, "cmps/power/name", null, "power: no name" },
        { Charger, "cmps/power/name", "\"\"", "power: name is empty" },
        { Charger, "cmps/power/name", "\"Wallbox charger power\"", "power: name repeats the device's name" },
        { Charger, "cmps/power/qos", null, "power: qos is not 0, 1 or 2" },
        { Charger, "cmps/power/qos", "3", "power: qos is not 0, 1 or 2" },
        { Charger, "cmps/power/default_entity_id", null, "power: no default_entity_id" },
        { Charger, "cmps/power/default_entity_id", "\"number.wallbox_power\"", "power: default_entity_id is of another domain" },
        { Charger, "cmps/power/default_entity_id", "\"sensor.Wallbox_power\"", "power: default_entity_id is not lower case letters, digits and underscores" },
        { Charger, "cmps/power/state_topic", null, "power: no state_topic" },
        { Charger, "cmps/power/state_topic", "\"wallbox/+/power\"", "power: wildcard in state_topic" },
        { Charger, "cmps/power/state_topic", "\"/wallbox/power\"", "power: state_topic begins with a slash" },
        { Charger, "cmps/power/state_topic", "\"\"", "power: state_topic is empty" },
        { Charger, "cmps/state/json_attributes_topic", "\"wallbox/#\"", "state: wildcard in json_attributes_topic" },
        { Charger, "cmps/available/availability_topic", "\"a\"", "available: more than one kind of availability" },
        { Charger, "cmps/available/availability/0/payload_available", "\"on\"", "available: payload_available is not online" },
        { Charger, "cmps/available/entity_category", "\"config\"", "available: entity_category config on what cannot be set" },
        { Charger, "cmps/power/entity_category", "\"config\"", "power: entity_category config on what cannot be set" },
        { Charger, "cmps/power/entity_category", "\"system\"", "power: unknown entity_category system" },
        { Charger, "cmps/power/unit_of_measurement", "\"A\"", "power: unit of power" },
        { Charger, "cmps/power/unit_of_measurement", null, "power: unit of power" },
        { Charger, "cmps/energy_total/unit_of_measurement", "\"kwh\"", "energy_total: unit of energy" },
        { Charger, "cmps/energy_total/state_class", "\"measurement\"", "energy_total: state_class of energy" },
        { Charger, "cmps/fault_code/state_class", "\"rising\"", "fault_code: unknown state_class rising" },
        { Charger, "cmps/power/device_class", "\"force\"", "power: unknown device_class force" },
        { Charger, "cmps/vehicle/device_class", "\"car\"", "vehicle: unknown device_class car" },
        { Charger, "cmps/vehicle/payload_on", "\"OFF\"", "vehicle: payload_on is payload_off" },
        { Charger, "cmps/power/suggested_display_precision", "-1", "power: suggested_display_precision is negative" },
        { Charger, "cmps/state/unit_of_measurement", "\"W\"", "state: enum with unit or state_class" },
        { Charger, "cmps/state/state_class", "\"measurement\"", "state: enum with unit or state_class" },
        { Charger, "cmps/state/options", null, "state: enum without options" },
        { Bridge, "cmps/mode/options", "[\"None\"]", "mode: select option none is reserved" },
        { Bridge, "cmps/mode/options", "[]", "mode: select without options" },
        { Bridge, "cmps/mode/command_topic", null, "mode: no command_topic" },
        { Bridge, "cmps/limit/command_topic", null, "limit: no command_topic" },
        { Bridge, "cmps/limit_remove/command_topic", null, "limit_remove: no command_topic" },
        { Bridge, "cmps/limit/max", "0", "limit: min is not below max" },
        { Bridge, "cmps/limit/min", null, "limit: min is not below max" },
        { Bridge, "cmps/limit/step", "0", "limit: step is not above 0" },
        { Bridge, "cmps/limit/unit_of_measurement", "\"V\"", "limit: unit of power" },
        { Bridge, "cmps/limit/state_class", "\"measurement\"", "limit: unknown key state_class" },
        { Bridge, "cmps/event/event_types", null, "event: event without event_types" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
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
        var documents = new DiscoveryDocuments(options, new Topics(options), new EntityCatalogue(Reports.Grid)).For(Reports.Full);
        return JsonNode.Parse(Assert.Single(documents, document => document.Topic == topic).Payload!)!;
    }
}
