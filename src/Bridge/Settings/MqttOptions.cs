using System.Text;

namespace WallboxMqtt.Bridge.Settings;

/// <summary><c>mqtt</c>.</summary>
internal sealed record MqttOptions
{
    /// <summary><c>url</c>: <c>mqtt://host:port</c>, or <c>mqtts://</c> for TLS.</summary>
    public Uri Url { get; init; } = new("mqtt://127.0.0.1:1883");

    /// <summary><c>user</c>; null connects without.</summary>
    public string? User { get; init; }

    /// <summary><c>password</c>, or what <c>passwordFile</c> holds; never logged.</summary>
    public string? Password { get; init; }

    /// <summary><c>caFile</c>: PEM file of the private CA that signed the broker's certificate; null takes the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary><c>certFile</c>: PEM file of this client's certificate, for a broker that asks for one; null has none.</summary>
    public string? CertFile { get; init; }

    /// <summary><c>keyFile</c>: PEM file of the private key that belongs to <see cref="CertFile"/>; null if there is none.</summary>
    public string? KeyFile { get; init; }

    /// <summary><c>clientId</c>.</summary>
    public string ClientId { get; init; } = "wallbox-mqtt";

    /// <summary><c>baseTopic</c>: no wildcard, no leading or trailing slash.</summary>
    public string BaseTopic { get; init; } = "wallbox";

    /// <summary><c>discovery</c>.</summary>
    public DiscoveryOptions Discovery { get; init; } = new();

    /// <summary>What <see cref="object.ToString"/> shows: everything but the password.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        var password = Password is null ? "" : "***";
        builder.Append($"Url = {Url}, User = {User}, Password = {password}, CaFile = {CaFile}, CertFile = {CertFile}, KeyFile = {KeyFile}, ");
        builder.Append($"ClientId = {ClientId}, BaseTopic = {BaseTopic}, Discovery = {Discovery}");
        return true;
    }
}
