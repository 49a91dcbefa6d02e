using System.Net;

namespace WallboxMqtt.Bridge.Devices.HttpPush;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Inverter may post to http://{Address}{Path}{Secret}")]
    internal static partial void PushListens(this ILogger logger, IPEndPoint address, string path, string secret);

    [LoggerMessage(Level = LogLevel.Warning, Message = "HTTP push: {Address} can be reached by others and has no secret: any device in the network may send a figure, up to 110 % of inverter.ratedPower. Set inverter.httpPush.secret")]
    internal static partial void PushWithoutSecret(this ILogger logger, IPEndPoint address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "HTTP push: refused from {Peer}: {Why}")]
    internal static partial void PushRefused(this ILogger logger, IPAddress peer, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "HTTP push: {Outcome}")]
    internal static partial void PushOutcome(this ILogger logger, string outcome);
}
