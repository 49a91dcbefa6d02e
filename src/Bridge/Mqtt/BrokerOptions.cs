using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Turns the configuration into the client's options: MQTT 5, last will, TLS.</summary>
internal static class BrokerOptions
{
    /// <summary>The client's options. Reads <c>caFile</c>; throws where it cannot be read.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="will">The topic that becomes <c>offline</c> (retained, QoS 1) when the connection breaks; null for no will.</param>
    public static MqttClientOptions For(MqttOptions options, string? will)
    {
        var tls = options.Url.Scheme == "mqtts";
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Url.DnsSafeHost, Port(options.Url))
            .WithClientId(options.ClientId)
            .WithCleanStart(true)
            .WithSessionExpiryInterval(0)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithMaximumPacketSize(65536);
        if (options.User is not null)
            builder.WithCredentials(options.User, options.Password ?? string.Empty);
        if (will is not null)
        {
            builder.WithWillTopic(will).WithWillPayload("offline").WithWillRetain(true)
                .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        }

        if (tls)
            builder.WithTlsOptions(security => Secure(security, options));
        return builder.Build();
    }

    /// <summary>The port in the URL, or the registered one: 1883, with TLS 8883.</summary>
    public static int Port(Uri url)
    {
        if (url.Port > 0)
            return url.Port;
        return url.Scheme == "mqtts" ? 8883 : 1883;
    }

    // Revocation lists need the internet, which a house's own network may lack; .NET does not ask for them by default either.
    private static void Secure(MqttClientTlsOptionsBuilder security, MqttOptions options)
    {
        security.UseTls().WithTargetHost(options.Url.DnsSafeHost).WithRevocationMode(X509RevocationMode.NoCheck);
        if (options.CaFile is null)
            return;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(options.CaFile);
        security.WithTrustChain(authorities);
    }
}
