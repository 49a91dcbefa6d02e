using System.Text.RegularExpressions;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>What the service publishes with the default names: shipped files may name nothing else.</summary>
internal static partial class Published
{
    private static readonly MqttOptions s_options = new();
    private static readonly Topics s_topics = new(s_options);
    private static readonly EntityCatalogue s_catalogue = new(SampleReports.Grid);

    /// <summary>Entity ids in Home Assistant.</summary>
    public static HashSet<string> EntityIds { get; } =
        [.. new DiscoveryDocuments(s_options, s_topics, s_catalogue).For(SampleReports.Full)
            .SelectMany(document => EntityId().Matches(document.Payload!)).Select(match => match.Groups["id"].Value)];

    /// <summary>Topics that take commands.</summary>
    public static HashSet<string> CommandTopics { get; } = [s_topics.ModeSet, s_topics.LimitSet];

    /// <summary>Topics that say something.</summary>
    public static HashSet<string> StateTopics { get; } =
        [.. s_catalogue.All.Where(entity => entity.Value is not null || entity.EventTypes.Count > 0).Select(entity => s_topics.Of(entity, "charger")),
         s_topics.Status, s_topics.State, s_topics.CommandResult, s_topics.Event];

    [GeneratedRegex("\"default_entity_id\":\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EntityId();
}
