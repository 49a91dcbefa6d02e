using System.Net.Sockets;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>How the next upload's data connection is opened: the client comes to a port of ours, or we go to one of its.</summary>
internal interface IDataConnection : IDisposable
{
    /// <summary>The port on which a passive connection is awaited.</summary>
    int Port { get; }

    /// <summary>Opens it.</summary>
    /// <exception cref="SocketException">It cannot be opened.</exception>
    Task<Stream> OpenAsync(CancellationToken cancellation);
}
