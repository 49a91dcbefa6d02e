using System.Net;
using System.Text;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary><c>inverter.ftp</c>: the inverter uploads its power flow to an FTP endpoint inside the service.</summary>
internal sealed record FtpOptions
{
    /// <summary><c>listen</c>: address and port of the control connection.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Any, 2121);

    /// <summary><c>user</c>.</summary>
    public string User { get; init; } = "fronius";

    /// <summary><c>password</c>; never logged.</summary>
    public required string Password { get; init; }

    /// <summary><c>path</c> of the upload, compared without case.</summary>
    public string Path { get; init; } = "/home/fronius/push/powerFlow.json";

    /// <summary><c>advertise</c>: the address told in passive mode; null tells the control connection's own.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary><c>passivePorts</c>: first of the ports for passive data connections.</summary>
    public int FirstPassivePort { get; init; } = 50000;

    /// <summary>Last of them, inclusive. 0 for both takes any free port.</summary>
    public int LastPassivePort { get; init; } = 50009;

    /// <summary>The same for the endpoint.</summary>
    internal FtpEndpointOptions ForEndpoint() => new()
    {
        Listen = Listen,
        User = User,
        Password = Password,
        Path = Path,
        Advertise = Advertise,
        FirstPassivePort = FirstPassivePort,
        LastPassivePort = LastPassivePort,
    };

    /// <summary>What <see cref="object.ToString"/> shows: everything but the password.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"Listen = {Listen}, User = {User}, Password = ***, Path = {Path}, Advertise = {Advertise}, ");
        builder.Append($"FirstPassivePort = {FirstPassivePort}, LastPassivePort = {LastPassivePort}");
        return true;
    }
}
