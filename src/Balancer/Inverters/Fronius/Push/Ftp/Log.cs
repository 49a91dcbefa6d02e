using System.Net;
using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "FTP upload: {Outcome}")]
    internal static partial void UploadOutcome(ILogger logger, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "FTP: wrong user or password from {Peer}")]
    internal static partial void WrongPassword(ILogger logger, IPAddress peer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "FTP: more than {Maximum} sessions, {Peer} refused")]
    internal static partial void TooManySessions(ILogger logger, int maximum, EndPoint? peer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "FTP: a session failed")]
    internal static partial void SessionFailed(ILogger logger, Exception exception);
}
