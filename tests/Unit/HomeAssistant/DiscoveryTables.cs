using System.Collections.Frozen;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>What Home Assistant knows (its MQTT schemas and the pages of its MQTT entities), as far as this service goes.</summary>
internal static class DiscoveryTables
{
    /// <summary>Keys of a device's document.</summary>
    public static readonly FrozenSet<string> Root =
        Set("dev o cmps availability availability_mode availability_topic avty avty_t");

    /// <summary>Keys of <c>dev</c>.</summary>
    public static readonly FrozenSet<string> Device = Set(
        "identifiers connections name manufacturer model model_id hw_version sw_version serial_number suggested_area via_device configuration_url");

    /// <summary>Keys of <c>o</c>.</summary>
    public static readonly FrozenSet<string> Origin = Set("name sw_version support_url");

    /// <summary>Keys of one availability topic.</summary>
    public static readonly FrozenSet<string> Availability = Set("topic payload_available payload_not_available value_template");

    /// <summary>Keys of an entity by platform, without those of every entity.</summary>
    public static readonly FrozenDictionary<string, FrozenSet<string>> Platforms = new Dictionary<string, FrozenSet<string>>
    {
        ["sensor"] = Entity("state_topic value_template device_class state_class unit_of_measurement suggested_display_precision options expire_after force_update last_reset_value_template"),
        ["binary_sensor"] = Entity("state_topic value_template device_class payload_on payload_off off_delay expire_after force_update"),
        ["select"] = Entity("state_topic command_topic value_template command_template options optimistic"),
        ["number"] = Entity("state_topic command_topic value_template command_template device_class unit_of_measurement min max step mode payload_reset optimistic"),
        ["button"] = Entity("command_topic command_template device_class payload_press"),
        ["event"] = Entity("state_topic value_template device_class event_types"),
    }.ToFrozenDictionary();

    /// <summary>Units of a sensor's or a number's device class.</summary>
    public static readonly FrozenDictionary<string, FrozenSet<string>> Units = Words(
        ("power", "mW W kW MW GW TW"), ("energy", "J kJ MJ GJ mWh Wh kWh MWh GWh TWh cal kcal Mcal Gcal"),
        ("current", "mA A"), ("voltage", "µV mV V kV MV"), ("duration", "d h min s ms µs"));

    /// <summary>State classes of a sensor's device class.</summary>
    public static readonly FrozenDictionary<string, FrozenSet<string>> StateClasses = Words(
        ("power", "measurement"), ("energy", "total total_increasing"), ("current", "measurement"), ("voltage", "measurement"),
        ("duration", "measurement total total_increasing"));

    /// <summary>Device classes of the platforms that measure nothing.</summary>
    public static readonly FrozenDictionary<string, FrozenSet<string>> DeviceClasses = Words(
        ("binary_sensor", "battery battery_charging connectivity door heat light lock motion moving occupancy opening plug power presence problem running safety smoke sound tamper update vibration window"),
        ("button", "identify restart update"),
        ("event", "button doorbell motion"));

    /// <summary>All state classes of a sensor without a device class.</summary>
    public static readonly FrozenSet<string> AllStateClasses = Set("measurement total total_increasing");

    private const string EveryEntity =
        "p unique_id default_entity_id name qos availability availability_mode availability_topic avty avty_t icon entity_category enabled_by_default json_attributes_topic json_attributes_template";

    private static FrozenSet<string> Entity(string words) => Set($"{EveryEntity} {words}");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, FrozenSet<string>> Words(params (string Key, string Words)[] rows) =>
        rows.ToFrozenDictionary(row => row.Key, row => Set(row.Words), StringComparer.Ordinal);
}
