using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WallboxMqtt.Simulator.Fronius;

/// <summary>The inverter's Solar API on the network: answers the three requests, keeps connections alive, knows nothing else.</summary>
public sealed class SolarApiServer(IPEndPoint listen, SimulatedSymo symo) : IDisposable
{
    private const int LongestLine = 4096;

    private readonly TcpListening _listener = new(listen);
    private long _requests;

    /// <summary>Where it listens; null before <see cref="Bind"/>.</summary>
    public IPEndPoint? LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>Whether its owner has switched the Solar API on; off, it answers 404 as a GEN24 does.</summary>
    public bool SwitchedOn { get; set; } = true;

    /// <summary>Requests answered.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    public void Bind() => _listener.Bind();

    /// <summary>Serves until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => _listener.RunAsync(client => ServeAsync(client, cancellation), cancellation);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(Socket guest, CancellationToken cancellation)
    {
        try
        {
            using var stream = new NetworkStream(guest, ownsSocket: true);
            using var lines = new StreamReader(stream, Encoding.ASCII, false, LongestLine, leaveOpen: true);
            while (await lines.ReadLineAsync(cancellation) is { } request)
            {
                while (await lines.ReadLineAsync(cancellation) is { Length: > 0 })
                {
                    // Headers say nothing that matters here.
                }

                await stream.WriteAsync(Answer(request), cancellation);
                Interlocked.Increment(ref _requests);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // The client left, or it is switched off.
        }
    }

    private byte[] Answer(string request)
    {
        var path = request.Split(' ') is ["GET", var target, _] ? target.Split('?')[0] : "";
        var body = !SwitchedOn ? null : path switch
        {
            "/solar_api/v1/GetPowerFlowRealtimeData.fcgi" => symo.PowerFlowAnswer(),
            "/solar_api/v1/GetMeterRealtimeData.cgi" => symo.MeterAnswer(),
            "/solar_api/v1/GetInverterInfo.cgi" => symo.InfoAnswer(),
            _ => null,
        };
        var status = body is null ? "404 Not Found" : "200 OK";
        body ??= Encoding.ASCII.GetBytes("Solar API disabled by customer config\n");
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
    }
}
