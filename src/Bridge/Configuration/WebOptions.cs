using System.Net;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>web</c>.</summary>
internal sealed record WebOptions
{
    /// <summary><c>listen</c>: address and port of the status page.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary><c>url</c>: the address that people reach the page at; null takes <see cref="Listen"/> where others can reach that.</summary>
    public Uri? Url { get; init; }

    /// <summary>The address that people reach the page at; null where nobody but this machine does, or under which one is not known.</summary>
    public Uri? ReachedAt =>
        Url is not null ? Url
        : IPAddress.IsLoopback(Listen.Address) || Listen.Port == 0 || Listen.Address.Equals(IPAddress.Any) || Listen.Address.Equals(IPAddress.IPv6Any) ? null
        : new Uri($"http://{Listen}/");
}
