using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WallboxMqtt.Tests.Integration.Sources;

/// <summary>Something at the inverter's address that answers as it likes.</summary>
internal sealed class OddServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, string, CancellationToken, Task> _answer;
    private readonly Task _serving;
    private int _connections;
    private int _requests;

    /// <summary>Listens from now on.</summary>
    /// <param name="answer">Gets the connection and the first line of a request; the connection lives on until it throws.</param>
    internal OddServer(Func<Stream, string, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    internal OddServer(string answer, bool close = true)
        : this(async (stream, _, cancellation) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellation);
            if (close)
                throw new IOException("closes");
        })
    {
    }

    internal Uri Url => new($"http://{_listener.LocalEndpoint}");

    internal int Connections => Volatile.Read(ref _connections);

    internal int Requests => Volatile.Read(ref _requests);

    internal static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var guests = new List<Task>();
        try
        {
            while (true)
            {
                var guest = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                guests.Add(TalkAsync(guest));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(guests);
        }
    }

    private async Task TalkAsync(TcpClient guest)
    {
        using var owned = guest;
        try
        {
            var lines = new StreamReader(guest.GetStream(), Encoding.ASCII);
            while (await lines.ReadLineAsync(_stop.Token) is { } request)
            {
                while (await lines.ReadLineAsync(_stop.Token) is { Length: > 0 })
                {
                    // Its headers.
                }

                Interlocked.Increment(ref _requests);
                await _answer(guest.GetStream(), request, _stop.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // Either side has had enough.
        }
    }
}
