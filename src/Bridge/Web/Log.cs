using System.Net;

namespace WallboxMqtt.Bridge.Web;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Status page on {Address}")]
    internal static partial void PageListens(this ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Status page: a wrong password from {Address}")]
    internal static partial void LoginRefused(this ILogger logger, IPAddress address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Status page: {Command}: {Reason}")]
    internal static partial void PageCommand(this ILogger logger, string command, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Status page: {Address} can be reached by others and has no password: nothing can be changed there. Set web.passwordHash (wallbox-mqtt password makes one)")]
    internal static partial void PageWithoutPassword(this ILogger logger, IPEndPoint address);
}
