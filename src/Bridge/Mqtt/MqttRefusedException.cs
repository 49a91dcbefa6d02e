namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>The broker has refused the connection; the message is its reason.</summary>
internal sealed class MqttRefusedException(string message) : Exception(message);
