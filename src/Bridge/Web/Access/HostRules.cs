using System.Net;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Web.Access;

/// <summary>
/// Which names this listener answers to. A foreign name that resolves to this machine (DNS rebinding) would let a foreign page
/// read and command as if it were ours.
/// </summary>
internal sealed class HostRules(WebOptions web, string machine)
{
    // The domains that home routers give their clients (RFC 6762, RFC 8375, and custom).
    private static readonly string[] s_homeDomains = ["local", "lan", "home", "home.arpa", "fritz.box", "internal", "localdomain"];

    /// <summary>True if a request to <paramref name="host"/> is meant for this service.</summary>
    public bool Allows(HostString host)
    {
        if (!host.HasValue)
            return false;
        var name = host.Host.TrimEnd('.');
        return IPAddress.TryParse(name.Trim('[', ']'), out _)
            || Is(name, "localhost") || Is(name, machine)
            || s_homeDomains.Any(domain => Is(name, $"{machine}.{domain}"))
            || (web.Url is { } url && Is(name, url.Host))
            || web.Hosts.Any(known => Is(name, known));
    }

    /// <summary>True if a request that changes something comes from our own page or from no page at all.</summary>
    /// <param name="host">The Host header.</param>
    /// <param name="origin">The Origin header (RFC 6454); null for none.</param>
    /// <param name="site">The Sec-Fetch-Site header (W3C Fetch Metadata); null for none.</param>
    public bool AllowsOrigin(HostString host, string? origin, string? site)
    {
        if (site is not (null or "same-origin" or "none"))
            return false;
        if (origin is null)
            return true;
        // Behind a proxy with TLS the browser says https where we are asked by http.
        return Is(origin, $"http://{host.Value}") || Is(origin, $"https://{host.Value}")
            || (web.Url is { } url && Is(origin, url.GetLeftPart(UriPartial.Authority)));
    }

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
