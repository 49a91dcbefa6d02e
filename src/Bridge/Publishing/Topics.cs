using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>The names of all topics.</summary>
internal sealed class Topics(MqttOptions options)
{
    /// <summary><c>online</c>, or <c>offline</c> by last will.</summary>
    public string Status { get; } = $"{options.BaseTopic}/status";

    /// <summary>The state document.</summary>
    public string State { get; } = $"{options.BaseTopic}/state";

    /// <summary>What became of a command.</summary>
    public string CommandResult { get; } = $"{options.BaseTopic}/command/result";

    /// <summary>What happened; not retained.</summary>
    public string Event { get; } = $"{options.BaseTopic}/event";

    /// <summary>Takes a mode.</summary>
    public string ModeSet { get; } = $"{options.BaseTopic}/mode/set";

    /// <summary>Takes a limit.</summary>
    public string LimitSet { get; } = $"{options.BaseTopic}/limit/set";

    /// <summary>Where Home Assistant says that it has come or gone.</summary>
    public string Birth { get; } = $"{options.Discovery.Prefix}/status";

    /// <summary>The topic of an entity's value.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="chargerId">The charger's id; not looked at for other parts.</param>
    public string Of(Entity entity, string? chargerId) => Of(entity.Part, entity.Key, chargerId);

    /// <summary>The topic that says whether a part is available; the bridge's is <see cref="Status"/>.</summary>
    public string AvailabilityOf(EntityPart part, string? chargerId) =>
        part == EntityPart.Bridge ? Status : Of(part, "available", chargerId);

    /// <summary>A topic of a part by its key.</summary>
    public string Of(EntityPart part, string key, string? chargerId) => part switch
    {
        EntityPart.Inverter => $"{options.BaseTopic}/inverter/{key}",
        EntityPart.Charger => $"{options.BaseTopic}/{chargerId}/{key}",
        EntityPart.Bridge => $"{options.BaseTopic}/{key}",
    };

    /// <summary>The command a <c>/set</c> topic stands for (<c>mode</c>, <c>limit</c>); null for any other topic.</summary>
    public string? CommandOf(string topic) => topic == ModeSet ? "mode" : topic == LimitSet ? "limit" : null;

    /// <summary>
    /// True if a command's sender may ask for the answer on <paramref name="topic"/>: a publishable name of at most 256
    /// characters outside the base topic and the discovery prefix, where an answer could pass for a command, a state or a device.
    /// The topic <c>command/result</c> and everything below it are free.
    /// </summary>
    public bool TakesResponse(string? topic) =>
        topic is { Length: > 0 and <= 256 }
        && topic[0] != '$'
        && topic.AsSpan().IndexOfAny('+', '#', '\0') < 0
        && !IsBelow(topic, options.Discovery.Prefix)
        && (!IsBelow(topic, options.BaseTopic) || IsBelow(topic, CommandResult));

    private static bool IsBelow(string topic, string root) =>
        topic.StartsWith(root, StringComparison.Ordinal) && (topic.Length == root.Length || topic[root.Length] == '/');
}
