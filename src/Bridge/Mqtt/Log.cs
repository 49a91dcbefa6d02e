namespace WallboxMqtt.Bridge.Mqtt;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The MQTT broker {Broker} cannot be reached: {Reason}. Charging goes on; trying again until it answers")]
    public static partial void BrokerLost(this ILogger logger, string broker, string reason);

    [LoggerMessage(LogLevel.Warning, "The MQTT broker {Broker} refuses this client: {Reason}. Charging goes on; trying again, less and less often")]
    public static partial void BrokerRefuses(this ILogger logger, string broker, string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "Another client uses the client id {ClientId} at the MQTT broker {Broker} and disconnects this one ({Reason}): give each bridge its own mqtt.clientId. Charging goes on; trying again rarely")]
    public static partial void ClientIdTaken(this ILogger logger, string broker, string clientId, string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "The MQTT broker {Broker} does not speak MQTT 5 ({Reason}): using 3.1.1. It then does not report which messages it refuses, and commands sent while it is out of reach are lost")]
    public static partial void BrokerIsOld(this ILogger logger, string broker, string reason);

    [LoggerMessage(LogLevel.Information, "Connected to the MQTT broker {Broker} as {ClientId}")]
    public static partial void BrokerFound(this ILogger logger, string broker, string clientId);

    [LoggerMessage(LogLevel.Warning, "The MQTT broker refuses to let this client {Action} {Topic}: {Reason}")]
    public static partial void Denied(this ILogger logger, string action, string topic, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} commands or answers dropped: they come faster than they can be executed or answered")]
    public static partial void CommandsDropped(this ILogger logger, long count);

    [LoggerMessage(LogLevel.Information, "Commands come so fast that for {Seconds} s not each of them is logged")]
    public static partial void CommandsNotReported(this ILogger logger, int seconds);

    [LoggerMessage(LogLevel.Information, "Command on {Topic}, accepted: {Accepted}, {Reason}")]
    public static partial void CommandExecuted(this ILogger logger, string topic, bool accepted, string reason);

    [LoggerMessage(LogLevel.Error, "A report could not be turned into MQTT messages")]
    public static partial void ReportNotReported(this ILogger logger, Exception fault);

    [LoggerMessage(LogLevel.Error, "A command on {Topic} could not be executed")]
    public static partial void CommandFailed(this ILogger logger, string topic, Exception fault);
}
