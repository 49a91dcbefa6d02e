using System.Security.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>TLS and memory of the shipped broker.</summary>
public sealed class ShippedBrokerTests
{
    [Fact]
    public async Task Tls_MadeAuthority_IsTrustedForTheNamesInTheCertificateOnly()
    {
        await using var broker = new ShippedBroker();
        await broker.Secrets.MakeAsync("broker.example");
        await broker.InitializeAsync();

        await ConnectAsync(broker, "localhost", broker.Secrets.Authority);
        await ConnectAsync(broker, "127.0.0.1", broker.Secrets.Authority);
        await NotTrustedAsync(broker, ShippedBroker.AddressNotInTheCertificate, broker.Secrets.Authority);
        await NotTrustedAsync(broker, "localhost", caFile: null);

        using var others = new Secrets();
        await others.MakeAsync();
        await NotTrustedAsync(broker, "localhost", others.Authority);
    }

    [Fact]
    public async Task Retained_BrokerRestarted_IsThereAgain()
    {
        await using var broker = new ShippedBroker();
        await broker.InitializeAsync();
        await using (var bridge = await broker.VisitAsync("wallbox"))
            Assert.True(await bridge.PublishAsync("wallbox/charger/energy_total", "1234.5", retain: true));
        await broker.StopAsync();
        await broker.StartAsync();

        await using var dashboard = await broker.VisitAsync("dashboard");
        await dashboard.SubscribeAsync("wallbox/#");
        await Eventually.TrueAsync(() => dashboard.HasReceived("wallbox/charger/energy_total", "1234.5"));
    }

    private static async Task NotTrustedAsync(ShippedBroker broker, string host, string? caFile)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(broker, host, caFile));
        Assert.IsType<AuthenticationException>(refused.GetBaseException());
    }

    private static async Task ConnectAsync(ShippedBroker broker, string host, string? caFile)
    {
        var options = BrokerOptions.For(
            new MqttOptions
            {
                Url = new Uri($"mqtts://{host}:{broker.TlsPort}"),
                User = "wallbox",
                Password = broker.Secrets.Password("wallbox"),
                CaFile = caFile,
                ClientId = "tls",
            },
            will: null);
        using var session = new MqttSession((_, _) => { }, new DenialLog(NullLogger.Instance), TimeProvider.System);
        await session.ConnectAsync(options, new NameLookup(host, TimeProvider.System), TestContext.Current.CancellationToken);
        await session.CloseAsync(withWill: false, TestContext.Current.CancellationToken);
    }
}
