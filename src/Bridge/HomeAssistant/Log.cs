namespace WallboxMqtt.Bridge.HomeAssistant;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "{Damage}: entities that are no longer published may stay behind in Home Assistant")]
    public static partial void MemoryDamaged(this ILogger logger, string damage);

    [LoggerMessage(LogLevel.Warning, "{Path}: {Reason}. Entities that are no longer published may stay behind in Home Assistant")]
    public static partial void MemoryNotKept(this ILogger logger, string path, string reason);
}
