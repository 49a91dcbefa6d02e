using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Inverters.Fronius;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter ({Source}): readings are accepted again")]
    internal static partial void ReadingsAccepted(ILogger logger, string source);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inverter ({Source}): reading refused: {Fault}")]
    internal static partial void ReadingRefused(ILogger logger, string source, string fault);
}
