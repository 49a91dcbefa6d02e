using Microsoft.Extensions.Logging;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address}: register {Register} ({Name}) does not answer on this firmware: left out for an hour, then for a day at a time. Control does not need it")]
    internal static partial void LeftOut(ILogger logger, string address, ushort register, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address}: writes to register {Register} ({Name}) are not answered: left out for an hour, then for a day at a time")]
    internal static partial void WriteLeftOut(ILogger logger, string address, ushort register, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Address}: register {Register} ({Name}) answers again")]
    internal static partial void AnswersAgain(ILogger logger, string address, ushort register, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Address}: registers are read together now ({Level})")]
    internal static partial void Joined(ILogger logger, string address, JoinLevel level);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Address}: this firmware does not read registers together ({Level}): each is read by itself")]
    internal static partial void NotJoined(ILogger logger, string address, JoinLevel level);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Address}: another wallbox than before (serial number {Serial}): what was learnt of the last one is forgotten")]
    internal static partial void AnotherBox(ILogger logger, string address, string serial);
}
