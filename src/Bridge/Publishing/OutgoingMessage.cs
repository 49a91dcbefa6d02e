namespace WallboxMqtt.Bridge.Publishing;

/// <summary>A message to the broker, sent with QoS 1 so that a refusal or a dead link is noticed.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Payload">The payload as text.</param>
/// <param name="Retain">True to have the broker keep it.</param>
internal sealed record OutgoingMessage(string Topic, string Payload, bool Retain)
{
    /// <summary>After this time the broker need not deliver it any more (MQTT 5); null keeps it forever.</summary>
    public TimeSpan? Expiry { get; init; }

    /// <summary>MQTT 5 correlation data; null for none.</summary>
    public byte[]? Correlation { get; init; }
}
