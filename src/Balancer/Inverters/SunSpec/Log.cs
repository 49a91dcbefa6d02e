using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Inverters.SunSpec;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter (sunSpec): unit {Unit} of {Address} is {Identity}, model {Model}")]
    internal static partial void Inverter(ILogger logger, byte unit, string address, SunSpecIdentity identity, ushort model);

    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter (sunSpec): the meter is unit {Unit} of {Address}: {Identity}, model {Model}")]
    internal static partial void Meter(ILogger logger, byte unit, string address, SunSpecIdentity identity, ushort model);

    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter (sunSpec): no meter at {Address}: {Fault}. The search is repeated now and then")]
    internal static partial void NoMeter(ILogger logger, string address, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inverter (sunSpec): the meter is not read: {Fault}")]
    internal static partial void MeterLost(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter (sunSpec): readings are accepted again")]
    internal static partial void Accepted(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inverter (sunSpec): reading refused: {Fault}")]
    internal static partial void Refused(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inverter (sunSpec): no reading from {Address}: {Fault}. Trying again")]
    internal static partial void Missed(ILogger logger, string address, string fault);
}
