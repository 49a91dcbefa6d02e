using System.Net;
using System.Security.Cryptography;
using System.Text;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Web.Access;

/// <summary>
/// Who may do what. Without password and token any client may read, and may change only if no other machine can reach the
/// listener. With one of them, changing needs it, and reading does if <c>web.protectReading</c> says so.
/// </summary>
internal sealed class AccessRules(WebOptions web)
{
    private readonly byte[]? _token = web.Token is { } token ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;

    /// <summary>True if users can log in.</summary>
    public bool HasPassword => web.PasswordHash is not null;

    /// <summary>The rights of a visitor.</summary>
    /// <param name="bearer">The token that the request carries; null for none.</param>
    /// <param name="loggedIn">True if it comes with a session.</param>
    public Rights Of(string? bearer, bool loggedIn)
    {
        var known = loggedIn || IsToken(bearer);
        var guarded = HasPassword || _token is not null;
        return new Rights(
            known || !guarded || !web.ProtectReading,
            known || (!guarded && IPAddress.IsLoopback(web.Listen.Address)),
            loggedIn ? "in" : HasPassword ? "needed" : "none");
    }

    // Hashes are compared: the time it takes reveals neither content nor length of the token.
    private bool IsToken(string? bearer) =>
        bearer is not null && _token is not null
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(bearer)), _token);
}
