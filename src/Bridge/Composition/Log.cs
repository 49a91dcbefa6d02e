namespace WallboxMqtt.Bridge.Composition;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    internal static partial void Warning(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sun and grid meter count again from their next readings on: {Why}")]
    internal static partial void Distrusted(ILogger logger, string why);
}
