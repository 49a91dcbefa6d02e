namespace WallboxMqtt.Bridge.Publishing;

/// <summary>What a retained topic should hold.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Payload">The payload; empty clears the topic; null while the value is not known, which is not published.</param>
/// <param name="Unjudged">How many leading characters do not count as a change.</param>
/// <param name="Once">True if it goes out once and not again after a reconnect.</param>
internal readonly record struct TopicValue(string Topic, string? Payload, int Unjudged = 0, bool Once = false);
