using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter (solarApi): found {Name}")]
    internal static partial void InverterFound(ILogger logger, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter (solarApi): answers again")]
    internal static partial void SolarApiAnswers(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inverter (solarApi): no reading: {Fault}")]
    internal static partial void SolarApiMissed(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Meter (solarApi): answers again")]
    internal static partial void MeterAnswers(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Meter (solarApi): no reading: {Fault}")]
    internal static partial void MeterMissed(ILogger logger, string fault);
}
