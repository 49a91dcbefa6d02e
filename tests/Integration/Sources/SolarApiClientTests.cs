using System.Text;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

namespace WallboxMqtt.Tests.Integration.Sources;

/// <summary>The client against servers that misbehave.</summary>
public sealed class SolarApiClientTests
{
    public static TheoryData<string, string> Answers => new()
    {
        { "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "HTTP 404: the Solar API is switched off: switch it on in the inverter's page, Communication, Solar API" },
        { "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n", "HTTP 401: it refuses access" },
        { "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", "HTTP 500: it has a fault of its own; restart it if that stays" },
        { "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n", "HTTP 429" },
        { "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", "HTTP 302: it redirects elsewhere, and that is not followed: is inverter.solarApi.url the inverter itself?" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n{", "the answer is longer than 65536 bytes: this is not a Solar API" },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n" + new string('x', 0x20000) + "\r\n", "the answer is longer than 65536 bytes: this is not a Solar API" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{ \"Body\"", "the answer breaks off" },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{ \"Bo", "the answer breaks off" },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmuch\r\n", "the answer breaks off" },
        { "", "it closes the connection before its answer" },
        { "220 FTP server ready\r\n\r\n", "this is not a usable web server (InvalidResponse)" },
        { "HTTP/1.1 200 OK\r\nX: " + new string('x', 20_000) + "\r\n\r\n", "this is not a usable web server (ConfigurationLimitExceeded)" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Get_OddAnswer_IsOneClearLine(string answer, string fault)
    {
        await using var server = new OddServer(answer);
        using var client = new SolarApiClient(server.Url, TimeProvider.System);
        var missed = await Assert.ThrowsAsync<SolarApiException>(() => client.GetAsync(SolarApiClient.PowerFlow, CancellationToken.None));
        Assert.Equal($"{server.Url.Authority}: {fault}", missed.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{ \"Body\"")]
    public async Task Get_AnswerThatHangs_IsGivenUp(string answer)
    {
        var time = new FakeTimeProvider();
        await using var server = new OddServer(answer, close: false);
        using var client = new SolarApiClient(server.Url, time);
        var asked = client.GetAsync(SolarApiClient.PowerFlow, CancellationToken.None);
        await Eventually.TrueAsync(() => server.Requests == 1);
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal($"{server.Url.Authority}: no whole answer within 3 s", (await Assert.ThrowsAsync<SolarApiException>(() => asked)).Message);
    }

    [Fact]
    public async Task Get_NobodyThere_SaysSo()
    {
        using var client = new SolarApiClient(new Uri($"http://127.0.0.1:{Loopback.FreePort()}"), TimeProvider.System);
        var missed = await Assert.ThrowsAsync<SolarApiException>(() => client.GetAsync(SolarApiClient.PowerFlow, CancellationToken.None));
        Assert.Contains(": no connection: Connection refused", missed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task Get_SeveralTimes_KeepsTheConnectionWhereItMay(bool closes, int connections)
    {
        await using var server = new OddServer(OddServer.Ok("{}"), closes);
        using var client = new SolarApiClient(server.Url, TimeProvider.System);
        for (var request = 0; request < 3; request++)
            Assert.Equal("{}", Encoding.UTF8.GetString(await client.GetAsync(SolarApiClient.PowerFlow, CancellationToken.None)));
        Assert.Equal(connections, server.Connections);
    }

    [Fact]
    public async Task Get_Cancelled_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new OddServer("", close: false);
        using var client = new SolarApiClient(server.Url, TimeProvider.System);
        var asked = client.GetAsync(SolarApiClient.PowerFlow, stop.Token);
        await Eventually.TrueAsync(() => server.Requests == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }
}
