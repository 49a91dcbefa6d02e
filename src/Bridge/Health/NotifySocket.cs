using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting.Systemd;

namespace WallboxMqtt.Bridge.Health;

/// <summary>
/// Reports the service's state to the service manager: one datagram a state (sd_notify(3)). What cannot be sent at once is dropped;
/// nothing here waits or throws.
/// </summary>
/// <param name="address">NOTIFY_SOCKET: a path, or <c>@</c> and a name in the abstract namespace; null if there is no service manager.</param>
internal sealed class NotifySocket(string? address) : ISystemdNotifier
{
    private readonly UnixDomainSocketEndPoint? _manager = EndPoint(address);

    /// <inheritdoc />
    public bool IsEnabled => _manager is not null;

    /// <inheritdoc />
    public void Notify(ServiceState state)
    {
        if (_manager is null)
            return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            socket.SendTo(Encoding.UTF8.GetBytes(state.ToString()), _manager);
        }
        catch (SocketException)
        {
            // Full, gone, or not ours to write to: the service matters more than who watches it.
        }
    }

    private static UnixDomainSocketEndPoint? EndPoint(string? address)
    {
        if (address is not ['/' or '@', _, ..])
            return null;
        try
        {
            return new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Longer than a socket's address can be.
            return null;
        }
    }
}
