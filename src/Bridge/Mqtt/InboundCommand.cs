namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>A message on a <c>/set</c> topic, copied out of the client's buffers.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Payload">At most the first KiB.</param>
/// <param name="Retained">True if it is an old message that the broker kept.</param>
/// <param name="ResponseTopic">Where the sender wants an answer; null for nowhere.</param>
/// <param name="Correlation">What the sender wants back with it; null for nothing.</param>
internal sealed record InboundCommand(string Topic, byte[] Payload, bool Retained, string? ResponseTopic, byte[]? Correlation);
