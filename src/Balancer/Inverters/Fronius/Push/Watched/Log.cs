using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter (file): {Path} exists; its age is unknown, its next change counts")]
    internal static partial void FileFound(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter (file): {Path} can be read again")]
    internal static partial void FileRead(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inverter (file): {Path} {Fault}")]
    internal static partial void FileMissed(ILogger logger, string path, string fault);
}
