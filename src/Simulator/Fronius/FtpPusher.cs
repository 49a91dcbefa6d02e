using System.Net.Sockets;
using System.Text;

namespace WallboxMqtt.Simulator.Fronius;

/// <summary>Uploads by FTP as the inverter's push service does: log in, EPSV, STOR, close, QUIT; a connection for each upload.</summary>
/// <param name="url"><c>ftp://user:password@host:port/path</c>.</param>
public sealed class FtpPusher(Uri url) : IPusher
{
    private const int DefaultPort = 21;

    /// <inheritdoc />
    public async Task PushAsync(ReadOnlyMemory<byte> powerFlow, CancellationToken cancellation)
    {
        var login = Uri.UnescapeDataString(url.UserInfo).Split(':', 2);
        using var control = new TcpClient();
        try
        {
            await control.ConnectAsync(url.Host, url.Port > 0 ? url.Port : DefaultPort, cancellation);
            control.NoDelay = true;
            using var replies = new StreamReader(control.GetStream(), Encoding.ASCII, leaveOpen: true);
            await ExpectAsync(replies, "220", cancellation);
            await AskAsync(control, replies, $"USER {login[0]}", "331", cancellation);
            await AskAsync(control, replies, $"PASS {(login.Length > 1 ? login[1] : "")}", "230", cancellation);
            await AskAsync(control, replies, "TYPE I", "200", cancellation);
            var passive = await AskAsync(control, replies, "EPSV", "229", cancellation);
            using var data = new TcpClient();
            await data.ConnectAsync(url.Host, PassivePort(passive), cancellation);
            await AskAsync(control, replies, $"STOR {Uri.UnescapeDataString(url.AbsolutePath)}", "150", cancellation);
            await data.GetStream().WriteAsync(powerFlow, cancellation);
            data.Close();
            await ExpectAsync(replies, "226", cancellation);
            await AskAsync(control, replies, "QUIT", "221", cancellation);
        }
        catch (SocketException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    private static async Task<string> AskAsync(
        TcpClient control, StreamReader replies, string command, string expected, CancellationToken cancellation)
    {
        await control.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellation);
        return await ExpectAsync(replies, expected, cancellation);
    }

    private static async Task<string> ExpectAsync(StreamReader replies, string expected, CancellationToken cancellation)
    {
        var reply = await replies.ReadLineAsync(cancellation) ?? throw new IOException("the receiver closed the connection");
        return reply.StartsWith(expected, StringComparison.Ordinal) ? reply : throw new IOException($"the receiver says: {reply}");
    }

    // 229 Entering Extended Passive Mode (|||50000|), RFC 2428, section 3.
    private static int PassivePort(string reply) =>
        reply.Split('|') is [_, _, _, var port, _] && ushort.TryParse(port, out var number)
            ? number
            : throw new IOException($"the receiver says: {reply}");
}
