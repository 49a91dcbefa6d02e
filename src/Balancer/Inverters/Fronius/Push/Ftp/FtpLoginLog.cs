using System.Net;
using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>Logs who is not let in once, not every 10 s for years: again only after somebody was let in.</summary>
internal sealed class FtpLoginLog(ILogger logger)
{
    private bool _wrongTold;
    private bool _crowdTold;

    /// <summary>Somebody logged in.</summary>
    internal void LetIn()
    {
        Volatile.Write(ref _wrongTold, false);
        Volatile.Write(ref _crowdTold, false);
    }

    /// <summary>Somebody gave a wrong user or password.</summary>
    internal void Wrong(IPAddress peer)
    {
        if (!Interlocked.Exchange(ref _wrongTold, true))
            Log.WrongPassword(logger, peer);
    }

    /// <summary>Somebody came while there were too many.</summary>
    internal void Crowded(int maximum, EndPoint? peer)
    {
        if (!Interlocked.Exchange(ref _crowdTold, true))
            Log.TooManySessions(logger, maximum, peer);
    }
}
