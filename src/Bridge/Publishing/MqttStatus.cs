namespace WallboxMqtt.Bridge.Publishing;

/// <summary>The status of the connection to the broker, for users.</summary>
/// <param name="Connected">True while connected and subscribed.</param>
/// <param name="Since">Since when it is as it is.</param>
/// <param name="LastError">Why the last connection ended or failed; null if none has.</param>
internal sealed record MqttStatus(bool Connected, DateTimeOffset Since, string? LastError);
