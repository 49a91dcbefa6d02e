using System.Net.Sockets;
using System.Text;

namespace WallboxMqtt.Tests.Integration.Cli;

/// <summary>The service manager's end of NOTIFY_SOCKET.</summary>
internal sealed class NotifyListener : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
    private readonly List<string> _reported = [];

    internal NotifyListener(string path)
    {
        Path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path));
    }

    internal string Path { get; }

    /// <summary>How often the service said something, so far.</summary>
    internal int Count(string state)
    {
        var buffer = new byte[4096];
        while (_socket.Poll(0, SelectMode.SelectRead))
            _reported.Add(Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer)));
        return _reported.Count(reported => reported == state);
    }

    public void Dispose() => _socket.Dispose();
}
