using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Bridge.Mqtt;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Broker {Url}: connected")]
    internal static partial void Connected(ILogger logger, Uri url);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Broker {Url}: {Fault}. Steering goes on without it; trying again")]
    internal static partial void Lost(ILogger logger, Uri url, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Broker denies publishing to {Topic}: {Reason}")]
    internal static partial void PublishDenied(ILogger logger, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Broker denies the subscription of {Topic}: {Reason}")]
    internal static partial void SubscriptionDenied(ILogger logger, string topic, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Command {Topic} '{Payload}': {Reason}")]
    internal static partial void CommandAccepted(ILogger logger, string topic, string payload, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Command {Topic} '{Payload}' refused: {Reason}")]
    internal static partial void CommandRefused(ILogger logger, string topic, string payload, string reason);
}
