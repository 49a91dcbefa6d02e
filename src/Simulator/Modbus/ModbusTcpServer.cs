using System.Net;
using System.Net.Sockets;

namespace WallboxMqtt.Simulator.Modbus;

/// <summary>A device on the network: Modbus TCP. The connection of a master that it does not accept is closed at once.</summary>
/// <param name="listen">Where.</param>
/// <param name="unit">The only unit there is; null leaves that to the device.</param>
/// <param name="device">Answers.</param>
/// <param name="time">Clock of the latency.</param>
public sealed class ModbusTcpServer(IPEndPoint listen, byte? unit, IModbusDevice device, TimeProvider time) : IDisposable
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
        var links = new List<Task>();
        try
        {
            while (true)
            {
                var guest = await listener.AcceptAsync(cancellation);
                links.RemoveAll(link => link.IsCompleted);
                if (!device.AcceptsMaster)
                {
                    guest.Dispose();
                    continue;
                }

                guest.NoDelay = true;
                var master = new MasterLink(device, unit, time) { Latency = Latency };
                links.Add(master.ServeAsync(new NetworkStream(guest, ownsSocket: true), cancellation));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It is switched off.
        }
        finally
        {
            listener.Dispose();
            await Task.WhenAll(links);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _listener?.Dispose();
}
