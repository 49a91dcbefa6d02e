namespace WallboxMqtt.Bridge.Supervision;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name}: {Fault}. Steering goes on without it; trying again")]
    internal static partial void SideFailed(ILogger logger, string name, string fault);
}
