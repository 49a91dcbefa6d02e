using System.Net;
using System.Net.Sockets;
using System.Text;
using WallboxMqtt.Bridge.Cli;

namespace WallboxMqtt.Tests.Unit.Cli;

public sealed class HealthCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HealthCommandTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("127.0.0.1", "200 OK", 0)]
    [InlineData("0.0.0.0", "200 OK", 0)]
    [InlineData("127.0.0.1", "503 Service Unavailable", 1)]
    public async Task Health_ServiceAnswers_FollowsItsReadiness(string listen, string status, int exitCode)
    {
        var serving = AnswerAsync($"HTTP/1.1 {status}\r\nContent-Length: 3\r\nConnection: close\r\n\r\nhm\n");
        Assert.Equal(exitCode, await CommandLine.RunAsync(["health", "--config", Configuration($"{{ listen: '{listen}:{Port}' }}")]));
        Assert.StartsWith("GET /health/ready ", await serving, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_NobodyAnswers_Fails()
    {
        var configuration = Configuration($"{{ listen: '127.0.0.1:{Port}' }}");
        _listener.Stop();
        Assert.Equal(1, await CommandLine.RunAsync(["health", "--config", configuration]));
    }

    [Fact]
    public async Task Health_NoPage_Fails() => Assert.Equal(1, await CommandLine.RunAsync(["health", "--config", Configuration("null")]));

    [Fact]
    public async Task Health_FaultyConfiguration_EndsWith2() =>
        Assert.Equal(2, await CommandLine.RunAsync(["health", "--config", Configuration("{ listen: here }")]));

    [Fact]
    public async Task HealthListening_SomethingListensOrNot_SaysWhich()
    {
        string[] command = ["health", "--listening", $"tcp://localhost:{Port}"];
        Assert.Equal(0, await CommandLine.RunAsync(command));
        _listener.Stop();
        Assert.Equal(1, await CommandLine.RunAsync(command));
    }

    private async Task<string> AnswerAsync(string answer)
    {
        using var guest = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(guest.GetStream(), leaveOpen: true);
        var request = await reader.ReadLineAsync();
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await guest.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        return request!;
    }

    private string Configuration(string web)
    {
        File.WriteAllText(_file, $"inverter: {{ ftp: {{ password: x }} }}\nchargers: [{{ url: 'tcp://127.0.0.1' }}]\nweb: {web}\n");
        return _file;
    }
}
