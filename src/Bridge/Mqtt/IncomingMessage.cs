namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>A message as it came.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">A copy of its payload, cut to what is looked at.</param>
/// <param name="Retained">True where the broker kept it from earlier: it is old.</param>
/// <param name="ResponseTopic">Where an answer is wanted (MQTT 5, section 3.3.2.3.5); null for nowhere.</param>
/// <param name="CorrelationData">What the answer has to carry (section 3.3.2.3.6).</param>
internal sealed record IncomingMessage(string Topic, byte[] Payload, bool Retained, string? ResponseTopic, byte[]? CorrelationData);
