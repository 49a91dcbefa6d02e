namespace WallboxMqtt.Bridge.Publishing;

/// <summary>How a payload stands in a JSON document.</summary>
internal enum PayloadKind
{
    /// <summary>A word: a JSON string.</summary>
    Text,

    /// <summary>A plain invariant decimal: a JSON number. The word <c>none</c> is null.</summary>
    Number,

    /// <summary>A JSON document: stands as it is.</summary>
    Json,
}
