using System.Net;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>Where and for whom the FTP endpoint listens, and its limits.</summary>
public sealed record FtpEndpointOptions
{
    /// <summary>Address and port of the control connection; port 0 takes any.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>The one user.</summary>
    public required string User { get; init; }

    /// <summary>Never logged.</summary>
    public required string Password { get; init; }

    /// <summary>The upload that counts, an absolute path; compared without case.</summary>
    public required string Path { get; init; }

    /// <summary>The address sent in answer to PASV; null sends the control connection's own.</summary>
    public IPAddress? Advertise { get; init; }

    /// <summary>First port for passive data connections; 0 takes any free port.</summary>
    public int FirstPassivePort { get; init; }

    /// <summary>Last of them, inclusive.</summary>
    public int LastPassivePort { get; init; }

    /// <summary>How long a control connection may be silent.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a data connection may take to open, and to bring the next byte.</summary>
    public TimeSpan DataTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a wrong password waits for its answer.</summary>
    public TimeSpan WrongPasswordDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Sessions at a time.</summary>
    public int MaximumSessions { get; init; } = 8;

    /// <summary>As a URL, without the password.</summary>
    public override string ToString() => $"ftp://{User}@{Listen}{Path}";
}
