namespace WallboxMqtt.Bridge.Mqtt;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The MQTT broker {Broker} cannot be reached: {Reason}. Charging goes on; trying again until it answers")]
    public static partial void BrokerLost(this ILogger logger, string broker, string reason);

    [LoggerMessage(LogLevel.Information, "Connected to the MQTT broker {Broker} as {ClientId}")]
    public static partial void BrokerFound(this ILogger logger, string broker, string clientId);

    [LoggerMessage(LogLevel.Warning, "The MQTT broker refuses to let this client {Action} {Topic}: {Reason}")]
    public static partial void Denied(this ILogger logger, string action, string topic, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} commands or answers dropped: they come faster than they can be executed or answered")]
    public static partial void CommandsDropped(this ILogger logger, long count);

    [LoggerMessage(LogLevel.Information, "Command on {Topic}, accepted: {Accepted}, {Reason}")]
    public static partial void CommandExecuted(this ILogger logger, string topic, bool accepted, string reason);

    [LoggerMessage(LogLevel.Error, "A report could not be turned into MQTT messages")]
    public static partial void ReportNotTold(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Error, "A command on {Topic} could not be executed")]
    public static partial void CommandFailed(this ILogger logger, string topic, Exception fault);
}
