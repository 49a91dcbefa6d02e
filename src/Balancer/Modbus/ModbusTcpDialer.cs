using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>Connects to a Modbus TCP device.</summary>
/// <param name="host">Finds it.</param>
/// <param name="port">Usually 502.</param>
/// <param name="logger">Receives a gateway's manner, once; null if no one wants to know.</param>
public sealed class ModbusTcpDialer(NameLookup host, int port, ILogger? logger = null) : IModbusDialer
{
    private string? _manner;

    /// <summary>Connects to a Modbus TCP device, with the system's resolver and clock.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">Usually 502.</param>
    public ModbusTcpDialer(string host, int port)
        : this(new NameLookup(host, BootClock.Instance), port)
    {
    }

    /// <inheritdoc />
    public string Address { get; } = $"tcp://{Authority(host.Host, port)}";

    /// <inheritdoc />
    public async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        try
        {
            return new ModbusTcpTransport(await host.ConnectAsync(port, cancellation), Learnt);
        }
        catch (SocketException refused)
        {
            throw new ModbusLinkException($"no connection to {Address}: {refused.Message}", refused);
        }
    }

    /// <summary>Host and port as in a URL.</summary>
    internal static string Authority(string host, int port) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";

    private void Learnt(string manner)
    {
        if (logger is not null && Interlocked.Exchange(ref _manner, manner) != manner)
            Log.Manner(logger, Address, manner);
    }
}
