using System.Globalization;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Tests.Integration.Serial;

/// <summary>Our client with the servers of others, over TCP and a serial line.</summary>
public sealed class PeerServerTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("pymodbus")]
    [InlineData("libmodbus")]
    public async Task Client_OverTcp_ReadsWritesAndIsRefused(string which)
    {
        var port = Loopback.FreePort();
        using var server = await PeerServer.StartAsync(which, "tcp", port.ToString(CultureInfo.InvariantCulture));
        await TryAllAsync(() => new ModbusTcpDialer("127.0.0.1", port));
    }

    [Theory]
    [InlineData("pymodbus")]
    [InlineData("libmodbus")]
    public async Task Client_OverASerialLine_ReadsWritesAndIsRefused(string which)
    {
        await using var pair = await SerialPair.PlugAsync();
        using var server = await PeerServer.StartAsync(which, "rtu", pair.Far);
        await TryAllAsync(pair.Dialer);
    }

    private static async Task TryAllAsync(Func<IModbusDialer> dialer)
    {
        await using var client = await ReadyAsync(dialer);
        var three = new byte[6];
        await client.ReadAsync(ModbusFunction.ReadInputRegisters, 10, three, s_timeout, default);
        Assert.Equal([0, 110, 0, 111, 0, 112], three);
        var most = new byte[200];
        await client.ReadAsync(ModbusFunction.ReadInputRegisters, 0, most, s_timeout, default);
        Assert.Equal(199, most[^1]);

        await client.WriteAsync(5, 1234, s_timeout, default);
        await client.WriteAsync(20, 0x0102, s_timeout, default);
        await client.WriteAsync(21, 0x0304, s_timeout, default);
        await client.WriteAsync(22, 0x0506, s_timeout, default);
        var one = new byte[2];
        await client.ReadAsync(ModbusFunction.ReadHoldingRegisters, 5, one, s_timeout, default);
        await client.ReadAsync(ModbusFunction.ReadHoldingRegisters, 20, three, s_timeout, default);
        Assert.Equal("04D2010203040506", Convert.ToHexString(one) + Convert.ToHexString(three));

        var refusal = await Assert.ThrowsAsync<ModbusDeviceException>(
            async () => await client.ReadAsync(ModbusFunction.ReadInputRegisters, 500, one, s_timeout, default));
        Assert.Equal(2, refusal.Code);
        await Assert.ThrowsAsync<ModbusDeviceException>(async () => await client.WriteAsync(500, 1, s_timeout, default));
        await client.ReadAsync(ModbusFunction.ReadInputRegisters, 7, one, s_timeout, default);
        Assert.Equal([0, 107], one);
    }

    // A server takes its time to start; each attempt is a connection of its own.
    private static async Task<ModbusClient> ReadyAsync(Func<IModbusDialer> dialer)
    {
        ModbusClient? ready = null;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                var client = new ModbusClient(await dialer().DialAsync(default), 17, TimeProvider.System);
                try
                {
                    await client.ReadAsync(ModbusFunction.ReadInputRegisters, 0, new byte[2], TimeSpan.FromSeconds(1), default);
                    ready = client;
                }
                finally
                {
                    if (ready is null)
                        await client.DisposeAsync();
                }
            }
            catch (ModbusLinkException)
            {
                // Not yet.
            }

            return ready is not null;
        });
        return ready!;
    }
}
