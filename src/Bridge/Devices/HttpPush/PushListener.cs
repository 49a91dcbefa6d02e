using System.Net;
using WallboxMqtt.Bridge.Http;

namespace WallboxMqtt.Bridge.Devices.HttpPush;

/// <summary>A listener for the inverter's uploads alone: the status page need not be reachable for it.</summary>
/// <param name="listen">Where it listens; port 0 takes any.</param>
/// <param name="receiver">Takes the uploads.</param>
/// <param name="time">The clock of its waits.</param>
/// <param name="loggers">Kestrel's warnings go there.</param>
internal sealed class PushListener(IPEndPoint listen, PushReceiver receiver, TimeProvider time, ILoggerFactory loggers)
{
    private const int MaximumConnections = 10;

    private readonly TaskCompletionSource<IPEndPoint> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens; completes once it does.</summary>
    internal Task<IPEndPoint> Address => _address.Task;

    /// <summary>Listens until cancelled.</summary>
    internal Task RunAsync(CancellationToken cancellation) => WebListener.RunAsync(listen, MaximumConnections, loggers, time, receiver.Map, Started, cancellation);

    private void Started(Uri url)
    {
        var address = new IPEndPoint(listen.Address, url.Port);
        receiver.ReportAddress(address);
        _address.TrySetResult(address);
    }
}
