using WallboxMqtt.Tests.Integration.Broker;

namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>Whom the link trusts, and to whom it proves who it is.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task Tls_PrivateAuthority_IsTrustedWithItsFile()
    {
        using var ours = new Certificates();
        await using var broker = await StartAsync(ours);
        await using var link = Link(broker, ours.Authority);
        await link.Until(() => link.Link.Status.Connected);
    }

    [Fact]
    public async Task Tls_AnotherAuthorityOrNone_IsRefused()
    {
        using var ours = new Certificates();
        using var others = new Certificates();
        await using var broker = await StartAsync(ours);
        await RefusedAsync(Link(broker, others.Authority), "not signed by a trusted CA (mqtt.caFile)");
        await RefusedAsync(Link(broker, caFile: null), "not signed by a trusted CA (mqtt.caFile)");
    }

    [Fact]
    public async Task Tls_Expired_IsRefused()
    {
        using var ours = new Certificates(valid: -1);
        await using var broker = await StartAsync(ours);
        await RefusedAsync(Link(broker, ours.Authority), "certificate is valid from");
    }

    [Fact]
    public async Task Tls_AnotherHostName_IsRefused()
    {
        using var ours = new Certificates(host: "broker.example");
        await using var broker = await StartAsync(ours);
        await RefusedAsync(Link(broker, ours.Authority), "not for the host name \"localhost\"");
    }

    [Fact]
    public async Task Tls_ClientCertificateAskedFor_LetsInWithItOnly()
    {
        using var ours = new Certificates();
        using var others = new Certificates();
        await using var broker = await StartAsync(ours, asks: true);
        await RefusedAsync(Link(broker, ours.Authority), "does it ask for a certificate (mqtt.certFile)?");
        await RefusedAsync(Link(broker, ours.Authority, others), "does it ask for a certificate (mqtt.certFile)?");
        await using var link = Link(broker, ours.Authority, ours);
        await link.Until(() => link.Link.Status.Connected);
    }

    private static async Task<TestBroker> StartAsync(Certificates certificates, bool asks = false)
    {
        var broker = new TestBroker(new BrokerSetup { Tls = certificates, AsksForCertificate = asks });
        await broker.StartAsync();
        return broker;
    }

    private static LinkUnderTest Link(TestBroker broker, string? caFile, Certificates? client = null) => new(broker.Port, options => options with
    {
        Url = new Uri($"mqtts://localhost:{broker.TlsPort}"),
        CaFile = caFile,
        CertFile = client?.ClientCertificate,
        KeyFile = client?.ClientKey,
    });

    private static async Task RefusedAsync(LinkUnderTest link, string reason)
    {
        await using (link)
        {
            await link.Until(() => link.Log.Any(line => line.StartsWith("Warning", StringComparison.Ordinal)));
            Assert.False(link.Link.Status.Connected);
            var warning = Assert.Single(link.Log, line => line.StartsWith("Warning", StringComparison.Ordinal));
            Assert.True(warning.Contains(reason, StringComparison.Ordinal), warning);
        }
    }
}
