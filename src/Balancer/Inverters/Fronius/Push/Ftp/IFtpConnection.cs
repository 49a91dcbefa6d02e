using System.Net;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>A client's control connection and the ways to a data connection beside it: the seam between the protocol and sockets.</summary>
internal interface IFtpConnection
{
    /// <summary>The control connection.</summary>
    Stream Control { get; }

    /// <summary>The client's address.</summary>
    IPAddress Peer { get; }

    /// <summary>Where it came to; IPv4 as such.</summary>
    IPAddress Local { get; }

    /// <summary>Passive: listens on a free port of the range, 0 for any; null if none is free.</summary>
    IDataConnection? Listen(int firstPort, int lastPort);

    /// <summary>Active: will connect to the client.</summary>
    IDataConnection Connect(IPEndPoint target);
}
