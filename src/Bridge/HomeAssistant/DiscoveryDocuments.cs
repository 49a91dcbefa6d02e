using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>
/// The discovery messages in the configured style. They are made anew only when a charger's identity becomes known or changes. The
/// other style's topics are cleared once, since a unique id announced twice is refused.
/// </summary>
internal sealed class DiscoveryDocuments(MqttOptions options, Topics topics, EntityCatalogue catalogue)
{
    private readonly DiscoveryWriter _writer = new(options, topics);
    private readonly DiscoveryNames _names = new(options);
    private ImmutableArray<(string Id, ChargerIdentity? Identity)> _made;
    private ImmutableArray<TopicValue> _documents = [];

    /// <summary>All messages for the chargers of a report; the bridge's device comes before those that hang on it.</summary>
    public ImmutableArray<TopicValue> For(CycleReport report)
    {
        if (options.Discovery.Style == DiscoveryStyle.Off)
            return [];
        if (!_made.IsDefault && IsMadeFor(report))
            return _documents;
        _made = [.. report.Chargers.Select(charger => (charger.Id, charger.Identity))];
        _documents = options.Discovery.Style == DiscoveryStyle.Device
            ? [.. ComponentTopics().Select(Cleared), .. DeviceDocuments()]
            : [.. DeviceTopics().Select(Cleared), .. ComponentDocuments()];
        return _documents;
    }

    private static TopicValue Cleared(string topic) => new(topic, string.Empty, Once: true);

    private bool IsMadeFor(CycleReport report)
    {
        if (_made.Length != report.Chargers.Length)
            return false;
        for (var i = 0; i < _made.Length; i++)
        {
            if (_made[i].Id != report.Chargers[i].Id || _made[i].Identity != report.Chargers[i].Identity)
                return false;
        }

        return true;
    }

    private IEnumerable<TopicValue> DeviceDocuments() =>
        Devices().Select(device => new TopicValue(
            _names.DeviceTopic(device.Part, device.Id), _writer.Device(device.Part, Shown(device.Part), device.Id, device.Identity)));

    private IEnumerable<TopicValue> ComponentDocuments() =>
        from device in Devices()
        from entity in Shown(device.Part)
        select new TopicValue(_names.ComponentTopic(entity, device.Id), _writer.Component(entity, device.Id, device.Identity));

    private IEnumerable<string> DeviceTopics() => Devices().Select(device => _names.DeviceTopic(device.Part, device.Id));

    private IEnumerable<string> ComponentTopics() =>
        from device in Devices()
        from entity in Shown(device.Part)
        select _names.ComponentTopic(entity, device.Id);

    private IEnumerable<Entity> Shown(EntityPart part) => catalogue.Of(part).Where(entity => entity.Component is not null);

    private IEnumerable<(EntityPart Part, string? Id, ChargerIdentity? Identity)> Devices() =>
    [
        (EntityPart.Bridge, null, null),
        (EntityPart.Inverter, null, null),
        .. _made.Select(charger => (EntityPart.Charger, (string?)charger.Id, charger.Identity)),
    ];
}
