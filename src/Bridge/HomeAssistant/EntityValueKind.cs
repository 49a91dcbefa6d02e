namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>How a value stands in a JSON document.</summary>
internal enum EntityValueKind
{
    /// <summary>A string.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>JSON of its own.</summary>
    Json,
}
