using System.Net.Sockets;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>Connects to a Modbus TCP device.</summary>
/// <param name="host">Name or address.</param>
/// <param name="port">Usually 502.</param>
public sealed class ModbusTcpDialer(string host, int port) : IModbusDialer
{
    /// <inheritdoc />
    public string Address => $"tcp://{host}:{port}";

    /// <inheritdoc />
    public async ValueTask<IModbusTransport> DialAsync(CancellationToken cancellation)
    {
        // Requests are one small segment each: Nagle's algorithm would hold them back.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation);
            return new ModbusTcpTransport(new NetworkStream(socket, ownsSocket: true));
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new ModbusLinkException($"no connection to {Address}: {refused.Message}", refused);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
