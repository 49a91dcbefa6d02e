namespace WallboxMqtt.Bridge.History;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: {Fault}. There is no history until it can be written; nothing else is touched")]
    internal static partial void HistoryFailed(this ILogger logger, string path, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path}: can be written again")]
    internal static partial void HistoryBack(this ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: damaged; kept as history.db.damaged. The history starts again")]
    internal static partial void HistoryDamaged(this ILogger logger, string path);
}
