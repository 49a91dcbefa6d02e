using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>How the next upload's data connection is opened: the client comes to a port of ours, or we go to one of its.</summary>
internal sealed class DataConnection : IDisposable
{
    private readonly Socket? _listener;
    private readonly IPEndPoint? _target;

    private DataConnection(Socket? listener, IPEndPoint? target) => (_listener, _target) = (listener, target);

    /// <summary>The port on which a passive connection is awaited.</summary>
    internal int Port => ((IPEndPoint)_listener!.LocalEndPoint!).Port;

    /// <summary>Active: we connect to the client.</summary>
    internal static DataConnection Active(IPEndPoint target) => new(null, target);

    /// <summary>Passive: listens on a free port of the range; null where none is free.</summary>
    internal static DataConnection? Passive(IPAddress local, int firstPort, int lastPort)
    {
        for (var port = firstPort; port <= lastPort; port++)
        {
            var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(new IPEndPoint(local, port));
                listener.Listen(2);
                return new DataConnection(listener, null);
            }
            catch (SocketException)
            {
                listener.Dispose();
            }
        }

        return null;
    }

    /// <summary>Opens it. A stranger who comes to the passive port is sent away, and the wait goes on.</summary>
    /// <exception cref="SocketException">It cannot be opened.</exception>
    internal async Task<Socket> OpenAsync(IPAddress controlPeer, CancellationToken cancellation)
    {
        if (_target is not null)
        {
            var socket = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(_target, cancellation);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        while (true)
        {
            var guest = await _listener!.AcceptAsync(cancellation);
            if (guest.RemoteEndPoint is IPEndPoint peer && DataPeer.Plain(peer.Address).Equals(DataPeer.Plain(controlPeer)))
                return guest;
            guest.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _listener?.Dispose();
}
