using System.Net;

namespace WallboxMqtt.Bridge.Devices.Ftp;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter may upload to ftp://{User}@{Address}{Path}")]
    internal static partial void FtpListens(this ILogger logger, string user, IPEndPoint address, string path);
}
