using System.Net;

namespace WallboxMqtt.Bridge.Settings;

/// <summary><c>web</c>.</summary>
internal sealed record WebOptions
{
    /// <summary><c>listen</c>: address and port of the status page.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary><c>url</c>: the address at which users reach the page; null takes <see cref="Listen"/> if others can reach that.</summary>
    public Uri? Url { get; init; }

    /// <summary><c>passwordHash</c>: the password for changing anything, PBKDF2; null for none.</summary>
    public PasswordHash? PasswordHash { get; init; }

    /// <summary><c>token</c> or the first line of <c>tokenFile</c>: what scripts send in the password's place; null for none.</summary>
    public string? Token { get; init; }

    /// <summary><c>protectReading</c>: true where reading needs password or token, too.</summary>
    public bool ProtectReading { get; init; }

    /// <summary><c>hosts</c>: further names that this machine is reached under.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary><c>frameAncestors</c>: origins whose pages may show this page in a frame.</summary>
    public IReadOnlyList<string> FrameAncestors { get; init; } = [];

    /// <summary>Where this machine itself reaches the page.</summary>
    public IPEndPoint Local => new(
        Listen.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : Listen.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : Listen.Address, Listen.Port);

    /// <summary>The address at which users reach the page; null if only this machine does, or if the address is not known.</summary>
    public Uri? ReachedAt =>
        Url is not null ? Url
        : IPAddress.IsLoopback(Listen.Address) || Listen.Port == 0 || Listen.Address.Equals(IPAddress.Any) || Listen.Address.Equals(IPAddress.IPv6Any) ? null
        : new Uri($"http://{Listen}/");
}
