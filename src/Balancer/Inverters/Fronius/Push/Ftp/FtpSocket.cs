using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>A client on the network.</summary>
internal sealed class FtpSocket(Socket control) : IFtpConnection
{
    /// <inheritdoc />
    public Stream Control { get; } = new NetworkStream(control);

    /// <inheritdoc />
    public IPAddress Peer { get; } = ((IPEndPoint)control.RemoteEndPoint!).Address;

    /// <inheritdoc />
    public IPAddress Local { get; } = DataPeer.Plain(((IPEndPoint)control.LocalEndPoint!).Address);

    /// <inheritdoc />
    public IDataConnection? Listen(int firstPort, int lastPort) => DataConnection.Passive(Local, Peer, firstPort, lastPort);

    /// <inheritdoc />
    public IDataConnection Connect(IPEndPoint target) => DataConnection.Active(target);
}
