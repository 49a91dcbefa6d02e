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
    private readonly TcpListening _listener = new(listen);

    /// <summary>Where it listens; null before <see cref="Bind"/>.</summary>
    public IPEndPoint? LocalEndPoint => _listener.LocalEndPoint;

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    public void Bind() => _listener.Bind();

    /// <summary>Serves until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => _listener.RunAsync(master => ServeAsync(master, cancellation), cancellation);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private Task ServeAsync(Socket master, CancellationToken cancellation)
    {
        if (!device.AcceptsMaster)
        {
            master.Dispose();
            return Task.CompletedTask;
        }

        master.NoDelay = true;
        return new MasterLink(device, unit, time) { Latency = Latency }.ServeAsync(new NetworkStream(master, ownsSocket: true), cancellation);
    }
}
