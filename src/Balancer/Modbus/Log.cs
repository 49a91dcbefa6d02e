using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Modbus;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The gateway at {Address} has a manner of its own, which is accepted while it stays the same: {Manner}")]
    internal static partial void Manner(ILogger logger, string address, string manner);
}
