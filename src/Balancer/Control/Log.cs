using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Control;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Charger}: connected to {Address}")]
    internal static partial void Connected(ILogger logger, string charger, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Charger} is {Identity}")]
    internal static partial void Identified(ILogger logger, string charger, string identity);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Charger}: out of reach ({Address}): {Fault}. It falls back to its failsafe current by itself; trying again")]
    internal static partial void Lost(ILogger logger, string charger, string address, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Charger}: refused: {Fault}. No sign of life is written while this lasts")]
    internal static partial void Refused(ILogger logger, string charger, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Charger}: setpoint {Amperes} A ({Reason}), allowance {Allowance}")]
    internal static partial void Setpoint(ILogger logger, string charger, int amperes, string reason, string allowance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Charger}: {Problem}")]
    internal static partial void Problem(ILogger logger, string charger, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Charger}: no longer: {Problem}")]
    internal static partial void ProblemOver(ILogger logger, string charger, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Charger}: left at {Amperes} A")]
    internal static partial void LeftAt(ILogger logger, string charger, int amperes);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Charger}: the control loop failed unexpectedly and starts again")]
    internal static partial void Unexpected(ILogger logger, string charger, Exception exception);
}
