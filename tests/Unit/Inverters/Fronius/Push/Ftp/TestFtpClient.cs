using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WallboxMqtt.Tests.Unit.Inverters.Fronius.Push.Ftp;

/// <summary>Says what it is told to say, line by line.</summary>
internal sealed class TestFtpClient : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private readonly TcpClient _control = new();
    private StreamReader _replies = null!;

    internal static async Task<TestFtpClient> ConnectAsync(IPEndPoint endpoint, bool logIn = true)
    {
        var client = new TestFtpClient();
        await client._control.ConnectAsync(endpoint);
        client._replies = new StreamReader(client._control.GetStream(), Encoding.UTF8);
        if (!logIn)
            return client;
        await client.ExpectAsync("220");
        await client.AskAsync("USER fronius", "331");
        await client.AskAsync("PASS secret", "230");
        return client;
    }

    internal IPEndPoint LocalEndPoint => (IPEndPoint)_control.Client.LocalEndPoint!;

    internal async Task SendAsync(params byte[] bytes) => await _control.GetStream().WriteAsync(bytes);

    internal async Task<string> AskAsync(string command, string expected)
    {
        await SendAsync(Encoding.UTF8.GetBytes(command + "\r\n"));
        return await ExpectAsync(expected);
    }

    /// <summary>The next reply, multi-line ones as one; null when the peer has closed.</summary>
    internal async Task<string?> ReplyAsync()
    {
        using var late = new CancellationTokenSource(s_longest);
        var line = await _replies.ReadLineAsync(late.Token);
        if (line is not [_, _, _, '-', ..])
            return line;
        var all = line;
        while (await _replies.ReadLineAsync(late.Token) is { } more)
        {
            all += "\n" + more;
            if (more.StartsWith(line[..3] + " ", StringComparison.Ordinal))
                break;
        }

        return all;
    }

    internal async Task<string> ExpectAsync(string expected)
    {
        var reply = await ReplyAsync() ?? "closed";
        Assert.StartsWith(expected, reply, StringComparison.Ordinal);
        return reply;
    }

    internal async Task<TcpClient> PassiveAsync(IPAddress? from = null)
    {
        var reply = await AskAsync("EPSV", "229");
        var data = from is null ? new TcpClient() : new TcpClient(new IPEndPoint(from, 0));
        await data.ConnectAsync(IPAddress.Loopback, int.Parse(reply.Split('|')[3]));
        return data;
    }

    /// <summary>A whole upload.</summary>
    internal async Task UploadAsync(string command, byte[] body, string expected = "226")
    {
        using var data = await PassiveAsync();
        await AskAsync(command, "150");
        await data.GetStream().WriteAsync(body);
        data.Close();
        await ExpectAsync(expected);
    }

    public void Dispose() => _control.Dispose();
}
