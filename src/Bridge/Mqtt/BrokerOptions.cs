using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>Turns the configuration into the client's options: version, session, last will, TLS.</summary>
internal static class BrokerOptions
{
    // How long the broker keeps commands for a client whose connection is lost.
    private const uint SessionSeconds = 30;
    private const ushort ReceiveMaximum = 32;

    /// <summary>The client's options. Reads <c>caFile</c>, <c>certFile</c> and <c>keyFile</c>; throws if they cannot be read.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="will">
    /// The topic that becomes <c>offline</c> (retained, QoS 1) when the connection breaks; null for a client that only looks in, with
    /// neither will nor session.
    /// </param>
    /// <param name="version">MQTT 5, or 3.1.1 for a broker that knows no better.</param>
    public static MqttClientOptions For(MqttOptions options, string? will, MqttProtocolVersion version = MqttProtocolVersion.V500)
    {
        var tls = options.Url.Scheme == "mqtts";
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(version)
            .WithTcpServer(options.Url.DnsSafeHost, Port(options.Url))
            .WithClientId(options.ClientId)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(TimeSpan.FromSeconds(10));
        // A session of MQTT 3.1.1 has no end: a command could come out of it hours later.
        var keeps = will is not null && version == MqttProtocolVersion.V500;
        builder.WithCleanStart(!keeps);
        if (keeps)
            builder.WithSessionExpiryInterval(SessionSeconds);
        if (version == MqttProtocolVersion.V500)
            builder.WithMaximumPacketSize(65536).WithReceiveMaximum(ReceiveMaximum);
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
        var host = options.Url.DnsSafeHost;
        security.UseTls().WithTargetHost(host).WithRevocationMode(X509RevocationMode.NoCheck)
            .WithCertificateValidationHandler(found => BrokerTrust.Judge(host, found));
        if (options.CaFile is not null)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(options.CaFile);
            security.WithTrustChain(authorities);
        }

        if (options.CertFile is not null)
            security.WithClientCertificates([X509Certificate2.CreateFromPemFile(options.CertFile, options.KeyFile)]);
    }
}
