using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>The stable identifiers in discovery. They come from the configuration alone: a person's own settings in Home Assistant hang on them.</summary>
internal sealed class DiscoveryNames(MqttOptions options)
{
    private readonly string _client = Slug(options.ClientId);

    /// <summary>A device's identifier and object id; letters, digits, underscores and hyphens.</summary>
    public string Device(EntityPart part, string? chargerId) => part switch
    {
        EntityPart.Inverter => $"{_client}_inverter",
        EntityPart.Charger => $"{_client}_charger_{Slug(chargerId!)}",
        EntityPart.Bridge => $"{_client}_bridge",
    };

    /// <summary>An entity's <c>unique_id</c>.</summary>
    public string Unique(Entity entity, string? chargerId) => $"{Device(entity.Part, chargerId)}_{entity.ObjectKey}";

    /// <summary>An entity's <c>default_entity_id</c>, for example <c>sensor.wallbox_charger_power</c>.</summary>
    public string EntityId(Entity entity, string? chargerId)
    {
        var part = entity.Part switch
        {
            EntityPart.Inverter => "inverter_",
            EntityPart.Charger => chargerId + "_",
            EntityPart.Bridge => string.Empty,
        };
        return $"{entity.Component}.{Slug($"{options.BaseTopic}_{part}{entity.ObjectKey}").Replace('-', '_').ToLowerInvariant()}";
    }

    /// <summary>The topic of a device's one document.</summary>
    public string DeviceTopic(EntityPart part, string? chargerId) =>
        $"{options.Discovery.Prefix}/device/{Device(part, chargerId)}/config";

    /// <summary>The topic of an entity's own document.</summary>
    public string ComponentTopic(Entity entity, string? chargerId) =>
        $"{options.Discovery.Prefix}/{entity.Component}/{Device(entity.Part, chargerId)}/{entity.ObjectKey}/config";

    private static string Slug(string text) =>
        string.Create(text.Length, text, static (slug, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                slug[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] is '-' or '_' ? source[i] : '_';
        });
}
