using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>How the broker is connected to.</summary>
internal static class MqttConnection
{
    private const int LargestPacket = 64 * 1024;
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Options of a connection with its last will.</summary>
    /// <exception cref="IOException">The CA file cannot be read.</exception>
    internal static MqttClientOptions Options(MqttOptions options, TopicTree topics)
    {
        var builder = Anonymous(options, options.ClientId)
            .WithWillTopic(topics.Status)
            .WithWillPayload(TopicTree.Offline)
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        return builder.Build();
    }

    /// <summary>Options of a connection that leaves no trace: for a check.</summary>
    internal static MqttClientOptions Probe(MqttOptions options) => Anonymous(options, options.ClientId + "-check").Build();

    private static MqttClientOptionsBuilder Anonymous(MqttOptions options, string clientId)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Url.Host, options.Url.Port)
            .WithClientId(clientId)
            .WithCleanStart()
            .WithKeepAlivePeriod(s_keepAlive)
            .WithMaximumPacketSize(LargestPacket)
            .WithReceiveMaximum(64);
        if (options.User is not null)
            builder.WithCredentials(options.User, options.Password);
        if (options.Url.Scheme == "mqtts")
            builder.WithTlsOptions(tls => WithTls(tls, options));
        return builder;
    }

    private static void WithTls(MqttClientTlsOptionsBuilder tls, MqttOptions options)
    {
        tls.UseTls().WithTargetHost(options.Url.Host);
        if (options.CaFile is null)
            return;
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(options.CaFile);
        tls.WithTrustChain(trusted);
    }
}
