using System.Net;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>web</c>.</summary>
internal sealed record WebOptions
{
    /// <summary><c>listen</c>: address and port of the status page.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);
}
