namespace WallboxMqtt.Bridge.Publishing;

/// <summary>What the page, the display and the metrics know of the connection to the broker.</summary>
internal interface IBrokerConnection
{
    /// <summary>How it stands.</summary>
    MqttStatus Status { get; }
}
