using System.Net;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;

namespace WallboxMqtt.Tests.Integration;

/// <summary>A simulated wallbox on a port of this machine, as unit 255, and a folder for what an executable reads and writes.</summary>
internal sealed class ServedBox : IAsyncDisposable
{
    private readonly CancellationTokenSource _off = new();
    private readonly ModbusTcpServer _server;
    private readonly Task _serving;

    internal ServedBox(SimulatedEvc04Options? options = null)
    {
        Box = new SimulatedEvc04(options ?? new SimulatedEvc04Options(), TimeProvider.System);
        _server = new ModbusTcpServer(new IPEndPoint(IPAddress.Loopback, 0), 255, Box, TimeProvider.System);
        _server.Bind();
        _serving = _server.RunAsync(_off.Token);
    }

    /// <summary>The wallbox.</summary>
    internal SimulatedEvc04 Box { get; }

    /// <summary>Where it listens.</summary>
    internal IPEndPoint EndPoint => _server.LocalEndPoint!;

    /// <summary>A folder of its own, deleted with it.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("wallbox-served").FullName;

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await _serving;
        _server.Dispose();
        Box.Dispose();
        _off.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
