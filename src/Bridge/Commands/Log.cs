namespace WallboxMqtt.Bridge.Commands;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The commanded mode and limit hold, but are not kept for the next start: {Warning}")]
    public static partial void IntentNotSaved(this ILogger logger, string warning);
}
