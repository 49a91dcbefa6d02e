using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>
/// The discovery messages in the configured style. They are made again only when a charger's identity becomes known or changes. If it is
/// not known what was published before, the other style's topics are cleared once, since a unique id announced twice is refused.
/// </summary>
internal sealed class DiscoveryDocuments(MqttOptions options, Topics topics, EntityCatalogue catalogue, DiscoveryMemory? memory = null)
{
    private readonly Lock _gate = new();
    private readonly DiscoveryWriter _writer = new(options, topics);
    private readonly DiscoveryNames _names = new(options);
    private ImmutableArray<(string Id, ChargerIdentity? Identity)> _made;
    private ImmutableArray<TopicValue> _documents = [];
    private PublishedDiscovery? _before;

    /// <summary>All messages for the chargers of a report; the bridge's device comes before those that hang on it.</summary>
    public ImmutableArray<TopicValue> For(CycleReport report)
    {
        lock (_gate)
            return Make(report);
    }

    private ImmutableArray<TopicValue> Make(CycleReport report)
    {
        if (options.Discovery.Style == DiscoveryStyle.Off)
            return [];
        if (!_made.IsDefault && IsMadeFor(report))
            return _documents;
        _made = [.. report.Chargers.Select(charger => (charger.Id, charger.Identity))];
        _before ??= memory?.Published;
        var (documents, others) = options.Discovery.Style switch
        {
            DiscoveryStyle.Device => (DeviceDocuments(), ComponentTopics()),
            DiscoveryStyle.Component => (ComponentDocuments(), DeviceTopics()),
            DiscoveryStyle.Off => (Enumerable.Empty<TopicValue>(), Enumerable.Empty<string>()),
        };
        _documents = [.. _before is null ? others.Select(Cleared) : [], .. documents];
        return _documents;
    }

    /// <summary>What <see cref="For"/> publishes.</summary>
    public PublishedDiscovery Wanted(CycleReport report)
    {
        lock (_gate)
        {
            Make(report);
            return options.Discovery.Style switch
            {
                DiscoveryStyle.Device => new(PublishedDiscovery.None.Topics.SetItems(Devices().Select(device => KeyValuePair.Create(
                    _names.DeviceTopic(device.Part, device.Id),
                    PublishedDiscovery.Single.SetItems(Shown(device.Part).Select(entity => KeyValuePair.Create(entity.ObjectKey, entity.Component!))))))),
                DiscoveryStyle.Component => new(PublishedDiscovery.None.Topics.SetItems(
                    ComponentTopics().Select(topic => KeyValuePair.Create(topic, PublishedDiscovery.Single)))),
                DiscoveryStyle.Off => PublishedDiscovery.None,
            };
        }
    }

    /// <summary>True if a topic announces in the other style what is announced now.</summary>
    public bool IsOtherStyle(string topic, CycleReport report)
    {
        lock (_gate)
        {
            Make(report);
            return options.Discovery.Style switch
            {
                DiscoveryStyle.Device => ComponentTopics().Contains(topic),
                DiscoveryStyle.Component => DeviceTopics().Contains(topic),
                DiscoveryStyle.Off => false,
            };
        }
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
        from device in Devices()
        let topic = _names.DeviceTopic(device.Part, device.Id)
        let gone = _before?.Gone(topic, Shown(device.Part).Select(entity => entity.ObjectKey)) ?? []
        select new TopicValue(topic, _writer.Device(device.Part, Shown(device.Part), gone, device.Id, device.Identity));

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
