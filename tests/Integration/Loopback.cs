using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Tests.Integration;

/// <summary>The only network that tests talk to.</summary>
internal static class Loopback
{
    /// <summary>A port that is free now.</summary>
    internal static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
