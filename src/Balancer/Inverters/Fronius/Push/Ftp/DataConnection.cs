using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>A data connection on the network.</summary>
internal sealed class DataConnection : IDataConnection
{
    private readonly Socket? _listener;
    private readonly IPAddress? _peer;
    private readonly IPEndPoint? _target;

    private DataConnection(Socket? listener, IPAddress? peer, IPEndPoint? target) => (_listener, _peer, _target) = (listener, peer, target);

    /// <inheritdoc />
    public int Port => ((IPEndPoint)_listener!.LocalEndPoint!).Port;

    /// <summary>Active: we connect to the client.</summary>
    internal static DataConnection Active(IPEndPoint target) => new(null, null, target);

    /// <summary>Passive: listens for <paramref name="peer"/> on a free port of the range; null if none is free.</summary>
    internal static DataConnection? Passive(IPAddress local, IPAddress peer, int firstPort, int lastPort)
    {
        for (var port = firstPort; port <= lastPort; port++)
        {
            var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(new IPEndPoint(local, port));
                listener.Listen(2);
                return new DataConnection(listener, peer, null);
            }
            catch (SocketException)
            {
                listener.Dispose();
            }
        }

        return null;
    }

    /// <summary>Opens it. A connection to the passive port from another address is closed, and the wait goes on.</summary>
    /// <exception cref="SocketException">It cannot be opened.</exception>
    public async Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        if (_target is not null)
        {
            var socket = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(_target, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
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
            if (guest.RemoteEndPoint is IPEndPoint peer && DataPeer.Plain(peer.Address).Equals(DataPeer.Plain(_peer!)))
                return new NetworkStream(guest, ownsSocket: true);
            guest.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _listener?.Dispose();
}
