using System.Net;
using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>Logs a refused login once, not every 10 s for years: again only after a successful login.</summary>
internal sealed class FtpLoginLog(ILogger logger)
{
    private bool _wrongReported;
    private bool _crowdReported;

    /// <summary>A client logged in.</summary>
    internal void LetIn()
    {
        Volatile.Write(ref _wrongReported, false);
        Volatile.Write(ref _crowdReported, false);
    }

    /// <summary>A client sent a wrong user or password.</summary>
    internal void Wrong(IPAddress peer)
    {
        if (!Interlocked.Exchange(ref _wrongReported, true))
            Log.WrongPassword(logger, peer);
    }

    /// <summary>A client connected while there were too many.</summary>
    internal void Crowded(int maximum, EndPoint? peer)
    {
        if (!Interlocked.Exchange(ref _crowdReported, true))
            Log.TooManySessions(logger, maximum, peer);
    }
}
