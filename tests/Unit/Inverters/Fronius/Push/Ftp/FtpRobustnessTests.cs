using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.Push.Ftp;

public sealed class FtpRobustnessTests : IAsyncLifetime, ILogger<FtpEndpoint>
{
    private readonly CancellationTokenSource _stop = new();
    private readonly RecordingSink _sink = new();
    private FtpEndpoint _endpoint = null!;
    private Task _running = Task.CompletedTask;
    private int _logged;

    public ValueTask InitializeAsync()
    {
        var options = new FtpEndpointOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            User = "fronius",
            Password = "secret",
            Path = "/push/powerFlow.json",
            DataTimeout = TimeSpan.FromMilliseconds(500),
        };
        _endpoint = new FtpEndpoint(options, _sink, TimeProvider.System, this);
        _endpoint.Bind();
        _running = _endpoint.RunAsync(_stop.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _endpoint.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Stor_DataConnectionLeftOpenBehindAWholeDocument_Is226()
    {
        using var client = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!);
        using var data = await client.PassiveAsync();
        await client.AskAsync("STOR /push/powerFlow.json", "150");
        await data.GetStream().WriteAsync(Flows.Push());
        await client.ExpectAsync("226 taken");
    }

    [Fact]
    public async Task Abor_BehindIacWhoseMarkIsLost_IsUnderstood()
    {
        using var client = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!);
        await client.SendAsync(0xFF, 0xF4, 0xFF);
        await client.AskAsync("ABOR", "226");
    }

    [Fact]
    public async Task Abor_WhoseLineEndIsUrgent_IsUnderstood()
    {
        // Python's ftplib sends the whole of "ABOR" this way.
        using var control = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await control.ConnectAsync(_endpoint.LocalEndPoint!);
        using var replies = new StreamReader(new NetworkStream(control));
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        Assert.StartsWith("220", await replies.ReadLineAsync(late.Token));
        control.Send("NOOP\r\n"u8, SocketFlags.OutOfBand);
        Assert.StartsWith("200", await replies.ReadLineAsync(late.Token));
    }

    [Fact]
    public async Task RenameIntoPlace_AgainAndAgain_IsLoggedOnceAtMost()
    {
        using var client = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!);
        for (var i = 0; i < 5; i++)
        {
            using (var data = await client.PassiveAsync())
            {
                await client.AskAsync("STOR /push/x.tmp", "150");
                await data.GetStream().WriteAsync(Flows.Push());
            }

            await client.ExpectAsync("226");
            await client.AskAsync("RNFR /push/x.tmp", "350");
            await client.AskAsync("RNTO /push/powerFlow.json", "250");
        }

        Assert.InRange(Volatile.Read(ref _logged), 0, 1);
    }

    [Theory]
    [InlineData("MFMT 2026\u000721120000 /push/x.tmp", "501")]
    [InlineData("MFMT 20260621\r120000 /push/x.tmp", "501")]
    [InlineData("MFMT 20260621120000 /push/x.tmp", "213 Modify=20260621120000; /push/x.tmp")]
    [InlineData("MFMT 20260621120000.125 /push/x.tmp", "213 Modify=20260621120000.125; /push/x.tmp")]
    public async Task Mfmt_TimeThatIsNone_IsNotEchoed(string line, string reply)
    {
        using var client = await TestFtpClient.ConnectAsync(_endpoint.LocalEndPoint!);
        using (var data = await client.PassiveAsync())
        {
            await client.AskAsync("STOR /push/x.tmp", "150");
            await data.GetStream().WriteAsync(Flows.Push());
        }

        await client.ExpectAsync("226");
        await client.AskAsync(line, reply);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Interlocked.Increment(ref _logged);
}
