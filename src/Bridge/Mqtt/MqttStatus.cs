namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>What is known of the broker.</summary>
/// <param name="Connected">True while the session stands.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Fault">Why not, in one line; null while connected.</param>
internal sealed record MqttStatus(bool Connected, DateTimeOffset Since, string? Fault);
