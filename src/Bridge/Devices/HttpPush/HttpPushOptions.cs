using System.Net;
using System.Text;

namespace WallboxMqtt.Bridge.Devices.HttpPush;

/// <summary><c>inverter.httpPush</c>: the inverter posts its power flow.</summary>
/// <param name="Path">URL path, beginning with a slash.</param>
internal sealed record HttpPushOptions(string Path = "/fronius/push")
{
    /// <summary><c>listen</c>: address and port of a listener of its own; null takes the status page's.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary><c>secret</c>: what an upload must carry; never logged. Null takes any upload.</summary>
    public string? Secret { get; init; }

    /// <summary>What <see cref="object.ToString"/> shows: everything but the secret.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"Path = {Path}, Listen = {Listen}, Secret = {(Secret is null ? "" : "***")}");
        return true;
    }
}
