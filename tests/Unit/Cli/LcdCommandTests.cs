using System.Net;
using System.Net.Sockets;
using System.Text;
using WallboxMqtt.Bridge.Cli;

namespace WallboxMqtt.Tests.Unit.Cli;

public sealed class LcdCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-lcd").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LcdCommandTests() => _listener.Start();

    private string Picture => Path.Combine(_directory, "picture.png");

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("200 OK", "\u0089PNG and more", 0)]
    [InlineData("200 OK", "<html>", 1)]
    [InlineData("401 Unauthorized", "log in", 1)]
    [InlineData("500 Internal Server Error", "", 1)]
    public async Task Picture_OfTheService_IsKeptOrTheOldOneStays(string status, string body, int exitCode)
    {
        await File.WriteAllTextAsync(Picture, "old");
        var serving = AnswerAsync(status, Encoding.Latin1.GetBytes(body));
        Assert.Equal(exitCode, await CommandLine.RunAsync(["lcd", "--png", Picture, "--config", Configuration()]));
        Assert.Contains("GET /lcd.png ", await serving, StringComparison.Ordinal);
        Assert.Contains("authorization: bearer 0123456789abcdefghij", await serving, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(exitCode == 0 ? body : "old", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Picture)));
        Assert.False(File.Exists(Picture + ".new"));
    }

    [Fact]
    public async Task Picture_WhereNobodyAnswers_Fails()
    {
        var configuration = Configuration();
        _listener.Stop();
        Assert.Equal(1, await CommandLine.RunAsync(["lcd", "--png", Picture, "--config", configuration]));
        Assert.Equal(2, await CommandLine.RunAsync(["lcd", "--config", configuration]));
        Assert.False(File.Exists(Picture));
    }

    private string Configuration()
    {
        var file = Path.Combine(_directory, "wallbox-mqtt.yaml");
        File.WriteAllText(file, $"""
            inverter: {"{"} ftp: {"{"} password: x {"}"} {"}"}
            chargers: [ {"{"} url: "tcp://127.0.0.1:1" {"}"} ]
            web: {"{"} listen: "127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}", token: 0123456789abcdefghij {"}"}
            """);
        return file;
    }

    private async Task<string> AnswerAsync(string status, byte[] body)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        var length = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
        await client.GetStream().WriteAsync(body);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
