namespace WallboxMqtt.Bridge.Service;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    internal static partial void Warning(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Notice}")]
    internal static partial void Notice(ILogger logger, string notice);

    [LoggerMessage(Level = LogLevel.Information, Message = "wallbox-mqtt {Version}: mode {Mode}, limit {Limit}")]
    internal static partial void Started(ILogger logger, string version, string mode, string limit);
}
