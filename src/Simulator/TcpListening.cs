using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Simulator;

/// <summary>Listens for TCP connections and serves each of them on its own.</summary>
/// <param name="listen">Where; port 0 takes any.</param>
internal sealed class TcpListening(IPEndPoint listen) : IDisposable
{
    private Socket? _listener;

    /// <summary>Where it listens; null before <see cref="Bind"/>.</summary>
    internal IPEndPoint? LocalEndPoint => (IPEndPoint?)_listener?.LocalEndPoint;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The address or port is not available.</exception>
    internal void Bind()
    {
        _listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(listen);
        _listener.Listen(4);
    }

    /// <summary>Serves until cancelled or disposed.</summary>
    /// <param name="serve">Serves one connection and closes it.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task RunAsync(Func<Socket, Task> serve, CancellationToken cancellation)
    {
        var listener = _listener ?? throw new InvalidOperationException("Bind comes first");
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync(cancellation);
                connections.RemoveAll(one => one.IsCompleted);
                connections.Add(serve(connection));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It is switched off.
        }
        catch (SocketException closed) when (closed.SocketErrorCode == SocketError.OperationAborted)
        {
            // Disposed while it listened.
        }
        finally
        {
            listener.Dispose();
            await Task.WhenAll(connections);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _listener?.Dispose();
}
