using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Tests.Integration.Mqtt;

public sealed class TlsTests
{
    [Fact]
    public async Task Tls_PrivateAuthority_IsTrustedOnlyWithItsFileAndTheRightHostName()
    {
        using var ours = new Certificates();
        using var others = new Certificates();
        var port = MosquittoBroker.FreePort();
        await using var broker = new MosquittoBroker(
            more: $"listener {port} 127.0.0.1\ncertfile {ours.Certificate}\nkeyfile {ours.Key}\n");
        await broker.StartAsync();

        await ConnectAsync($"mqtts://localhost:{port}", ours.Authority);
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync($"mqtts://localhost:{port}", others.Authority));
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync($"mqtts://localhost:{port}", caFile: null));
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync($"mqtts://127.0.0.1:{port}", ours.Authority));
    }

    private static async Task ConnectAsync(string url, string? caFile)
    {
        var options = BrokerOptions.For(new MqttOptions { Url = new Uri(url), CaFile = caFile, ClientId = "tls" }, will: null);
        using var session = new MqttSession(_ => { }, new DenialLog(NullLogger.Instance), TimeProvider.System);
        await session.ConnectAsync(options, TestContext.Current.CancellationToken);
        await session.CloseAsync(withWill: false, TestContext.Current.CancellationToken);
    }
}
