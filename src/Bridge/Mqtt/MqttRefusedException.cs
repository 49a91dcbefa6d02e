using MQTTnet;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>The broker has refused the connection; the message is its reason with its code, and what to do about it where that is known.</summary>
internal sealed class MqttRefusedException(MqttClientConnectResultCode code, string? words) : Exception(Text(code, words))
{
    // What an MQTT 3.1.1 broker answers to a version it does not know (section 3.2.2.3); read as MQTT 5 it is no code at all.
    private const int OldUnacceptableVersion = 1;

    /// <summary>True if the broker does not speak the version of MQTT that it was addressed in.</summary>
    public bool IsVersion => code is MqttClientConnectResultCode.UnsupportedProtocolVersion or (MqttClientConnectResultCode)OldUnacceptableVersion;

    private static string Text(MqttClientConnectResultCode code, string? words)
    {
        var text = LinkLoss.Text(code.ToString(), (int)code, words);
        return code switch
        {
            MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized =>
                $"{text}: set mqtt.user and mqtt.password as the broker knows them",
            MqttClientConnectResultCode.ClientIdentifierNotValid => $"{text}: choose another mqtt.clientId",
            _ => text,
        };
    }
}
