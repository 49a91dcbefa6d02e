using System.Net;
using System.Net.Sockets;
using System.Text;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Checks;

public sealed class RunningServiceTests : IDisposable
{
    private const string State = """{"inverter":{"status":"ok"},"chargers":{"garage":{"available":"online"},"yard":{"available":"offline"}}}""";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RunningServiceTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Ask_Service_TellsWhatItHolds()
    {
        var service = await AskAsync(("/health/live", "200 OK", "live\n"), ("/api/state", "200 OK", State), ("/metrics", "200 OK", "x 1\nwallbox_inverter_age_seconds 4.5\n"));
        Assert.True(service.IsRunning);
        Assert.Equal((true, false, false), (service.Holds("garage"), service.Holds("yard"), service.Holds("other")));
        Assert.Equal(4.5, service.InverterAge);
        Assert.Equal("ok", RunningService.Word(service.Inverter!.Value, "status"));
    }

    [Theory]
    [InlineData("401 Unauthorized", "log in")]
    [InlineData("503 Service Unavailable", "no control cycle has ended yet")]
    [InlineData("200 OK", "{")]
    public async Task Ask_ServiceThatDoesNotTell_RunsAllTheSame(string status, string body)
    {
        var service = await AskAsync(("/health/live", "200 OK", "live\n"), ("/api/state", status, body));
        Assert.Equal((true, null, null), (service.IsRunning, service.Stranger, service.Inverter?.ToString()));
    }

    [Fact]
    public async Task Ask_ServiceWhoseLoopIsStuck_RunsAndSaysSo()
    {
        var service = await AskAsync(("/health/live", "503 Service Unavailable", "stuck: garage has finished no control round\n"));
        Assert.Equal((true, null, "stuck: garage has finished no control round"), (service.IsRunning, service.Stranger, service.Stuck));
    }

    [Theory]
    [InlineData("200 OK", "<html>")]
    [InlineData("200 OK", "stuck: up")]
    [InlineData("503 Service Unavailable", "not live")]
    [InlineData("404 Not Found", "no")]
    public async Task Ask_SomebodyElse_IsAStranger(string status, string body)
    {
        var service = await AskAsync(("/health/live", status, body));
        Assert.Equal((false, "something else answers there"), (service.IsRunning, service.Stranger));
    }

    [Fact]
    public async Task Ask_Nobody_IsNone()
    {
        var web = Web();
        _listener.Stop();
        Assert.Equal((false, null), await AskThereAsync(web));
        Assert.Equal((false, null), await AskThereAsync(null));
    }

    [Fact]
    public async Task Ask_SilentListener_IsAStranger() =>
        Assert.Equal((false, "something listens there and does not answer"), await AskThereAsync(Web()));

    private static async Task<(bool IsRunning, string? Stranger)> AskThereAsync(WebOptions? web)
    {
        var service = await RunningService.AskAsync(web?.Local, web?.Token, TimeProvider.System, CancellationToken.None);
        return (service.IsRunning, service.Stranger);
    }

    private WebOptions Web() => new() { Listen = (IPEndPoint)_listener.LocalEndpoint, Token = "0123456789abcdefghij" };

    private async Task<RunningService> AskAsync(params (string Path, string Status, string Body)[] answers)
    {
        var asking = RunningService.AskAsync(Web().Local, Web().Token, TimeProvider.System, CancellationToken.None);
        foreach (var (path, status, body) in answers)
        {
            using var guest = await _listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(guest.GetStream(), leaveOpen: true);
            Assert.StartsWith($"GET {path} ", await reader.ReadLineAsync(), StringComparison.Ordinal);
            var head = new StringBuilder();
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
                head.AppendLine(line);
            Assert.Contains("Bearer 0123456789abcdefghij", head.ToString(), StringComparison.Ordinal);
            await guest.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        }

        return await asking;
    }
}
