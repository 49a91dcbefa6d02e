using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Unit.Modbus;

/// <summary>Alone on the process, since it counts the whole process's allocations.</summary>
[Collection(nameof(AloneCollection))]
public sealed class ModbusAllocationTests
{
    [Fact]
    public async Task Requests_OverASocket_AllocateNextToNothing()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var server = new Thread(() => Answer(listener)) { IsBackground = true };
        server.Start();
        var dialer = new ModbusTcpDialer("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port);
        await using var client = new ModbusClient(await dialer.DialAsync(default), 255, TimeProvider.System);
        var words = new byte[6];
        for (var i = 0; i < 500; i++)
            await client.ReadAsync(ModbusFunction.ReadInputRegisters, 1000, words, TimeSpan.FromSeconds(10), default);

        const int requests = 1000;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < requests; i++)
            await client.ReadAsync(ModbusFunction.ReadInputRegisters, 1000, words, TimeSpan.FromSeconds(10), default);
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)requests;
        Assert.True(each < 100, $"{each} bytes a request");
    }

    private static void Answer(Socket listener)
    {
        using var master = listener.Accept();
        master.NoDelay = true;
        var buffer = new byte[300];
        byte[] reply = [0, 0, 0, 0, 0, 9, 255, 4, 6, 0, 1, 0, 2, 0, 3];
        while (master.Receive(buffer) is > 0)
        {
            (reply[0], reply[1]) = (buffer[0], buffer[1]);
            master.Send(reply);
        }
    }
}
