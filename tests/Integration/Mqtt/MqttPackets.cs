namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>The control packets that the tests look for (MQTT 5, section 2.1.2).</summary>
internal static class MqttPackets
{
    internal const int Connect = 1;
    internal const int Publish = 3;
    internal const int PubAck = 4;
    internal const int SubAck = 9;

    /// <summary>The kind of a packet.</summary>
    internal static int KindOf(ReadOnlySpan<byte> packet) => packet[0] >> 4;

    /// <summary>True where a PUBLISH may have been sent before.</summary>
    internal static bool IsDuplicate(ReadOnlySpan<byte> packet) => KindOf(packet) == Publish && (packet[0] & 0x08) != 0;

    /// <summary>The protocol level of a CONNECT: 5, or 4 for MQTT 3.1.1.</summary>
    internal static int LevelOf(ReadOnlySpan<byte> connect)
    {
        var at = 1;
        while (connect[at++] >= 0x80)
            continue;
        return connect[at + 6];
    }
}
