using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Simulator.Evc04;

/// <summary>The wallbox on the network: Modbus TCP, one master at a time; a second one is let in and closed at once.</summary>
public sealed class ModbusTcpServer(IPEndPoint listen, byte unit, SimulatedEvc04 box, TimeProvider time) : IDisposable
{
    private Socket? _listener;

    /// <summary>Where it listens; null before <see cref="Bind"/>.</summary>
    public IPEndPoint? LocalEndPoint => (IPEndPoint?)_listener?.LocalEndPoint;

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    public void Bind()
    {
        _listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(listen);
        _listener.Listen(4);
    }

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var listener = _listener ?? throw new InvalidOperationException("Bind comes first");
        var link = Task.CompletedTask;
        try
        {
            while (true)
            {
                var guest = await listener.AcceptAsync(cancellation);
                if (!link.IsCompleted || !box.AcceptsMaster)
                {
                    guest.Dispose();
                    continue;
                }

                guest.NoDelay = true;
                var master = new MasterLink(box, unit, time) { Latency = Latency };
                link = master.ServeAsync(new NetworkStream(guest, ownsSocket: true), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It is switched off.
        }
        finally
        {
            listener.Dispose();
            await link;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _listener?.Dispose();
}
