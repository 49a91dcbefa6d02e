using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Modbus;

public sealed class ModbusClientTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly SimulatedTime _time = new();

    [Fact]
    public async Task Request_BesideOneInFlight_IsRefusedAndDisturbsNothing()
    {
        var (near, far) = InMemoryStream.Create();
        await using var client = new ModbusClient(new ModbusTcpTransport(near), 255, TimeProvider.System);
        var words = new byte[2];
        var first = client.ReadAsync(ModbusFunction.ReadHoldingRegisters, 5004, words, ModbusClient.DefaultTimeout, default).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.WriteAsync(6000, 1, ModbusClient.DefaultTimeout, default).AsTask());
        await far.WriteAsync(new byte[] { 0, 1, 0, 0, 0, 5, 255, 3, 2, 0, 16 });
        await first;
        Assert.Equal([0, 16], words);
    }

    [Fact]
    public async Task Read_TwoRegisters_SendsMbapAndGivesTheWords()
    {
        var stream = new ScriptedStream("0001 0000 0007 FF 04 04 0001 E240");
        var registers = new byte[4];
        await Client(stream).ReadAsync(ModbusFunction.ReadInputRegisters, 1036, registers, s_second, default);

        Assert.Equal(["000100000006FF04040C0002"], stream.Sent);
        Assert.Equal("0001E240", Convert.ToHexString(registers));
    }

    [Fact]
    public async Task Write_Register_SendsFunction6AndWantsTheEcho()
    {
        var stream = new ScriptedStream("0001 0000 0006 FF 06 138C 0018");
        await Client(stream).WriteAsync(5004, 24, s_second, default);
        Assert.Equal(["000100000006FF06138C0018"], stream.Sent);
    }

    [Fact]
    public async Task Requests_OneAfterTheOther_CountTransactions()
    {
        var stream = new ScriptedStream("0001 0000 0006 FF 06 1770 0001", "0002 0000 0006 FF 06 1770 0001");
        var client = Client(stream);
        await client.WriteAsync(6000, 1, s_second, default);
        await client.WriteAsync(6000, 1, s_second, default);
        Assert.Equal("0002", stream.Sent[1][..4]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(11)]
    public async Task Read_ExceptionAnswer_IsTyped(byte code)
    {
        var stream = new ScriptedStream($"0001 0000 0003 FF 84 {code:X2}");
        var refusal = await Assert.ThrowsAsync<ModbusDeviceException>(
            async () => await Client(stream).ReadAsync(ModbusFunction.ReadInputRegisters, 405, new byte[2], s_second, default));
        Assert.Equal((code, (ushort)405, ModbusFunction.ReadInputRegisters), (refusal.Code, refusal.Address, refusal.Function));
    }

    [Theory]
    [InlineData("0002 0000 0007 FF 04 04 0001 0002", "transaction")]
    [InlineData("0000 0000 0005 FF 04 03 0001", "transaction")]
    [InlineData("0000 0000 0003 FF 83 02", "transaction")]
    [InlineData("0001 0001 0005 FF 04 02 0001", "protocol")]
    [InlineData("0001 0000 0005 01 03 02 0001", "unit")]
    [InlineData("FF 04 02 0001 5124", "RTU frames")]
    [InlineData("FF 04 02 0001 0000", "RTU frames")]
    [InlineData("0001 0000 0005 FF 03 02 0001", "function")]
    [InlineData("0001 0000 0003 FF 83 02", "function")]
    [InlineData("0001 0000 0007 FF 04 04 0001 0002", "read of 1 registers")]
    [InlineData("0001 0000 0005 FF 04 04 0001", "read of 1 registers")]
    [InlineData("0001 0000 0001 FF", "length")]
    [InlineData("0001 0000 FFFF FF", "length")]
    [InlineData("", "closed")]
    public async Task Read_WrongAnswer_BreaksTheLink(string answer, string named)
    {
        var broken = await Assert.ThrowsAsync<ModbusLinkException>(async () => await Client(new ScriptedStream(answer))
            .ReadAsync(ModbusFunction.ReadInputRegisters, 1000, new byte[2], s_second, default));
        Assert.Contains(named, broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0001 0000 0006 FF 06 138C 0017")]
    [InlineData("0001 0000 0006 FF 06 138D 0018")]
    [InlineData("0001 0000 0005 FF 06 138C 00")]
    public async Task Write_OtherEcho_BreaksTheLink(string answer) =>
        await Assert.ThrowsAsync<ModbusLinkException>(async () => await Client(new ScriptedStream(answer)).WriteAsync(5004, 24, s_second, default));

    [Fact]
    public void Read_NoAnswer_EndsAfterTheTimeout()
    {
        var world = new SimulatedWorld();
        ModbusSilenceException? thrown = null;
        world.Start(async () =>
        {
            var client = new ModbusClient(new ModbusTcpTransport(new ScriptedStream([null])), 255, world.Time);
            try
            {
                await client.ReadAsync(ModbusFunction.ReadInputRegisters, 1000, new byte[2], s_second, default);
            }
            catch (ModbusSilenceException late)
            {
                thrown = late;
            }
        });
        world.Advance(TimeSpan.FromSeconds(0.999));
        Assert.Null(thrown);
        world.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Contains("no answer within 1 s", thrown?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_Cancelled_IsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var read = Client(new ScriptedStream([null])).ReadAsync(ModbusFunction.ReadInputRegisters, 1000, new byte[2], s_second, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(252)]
    public async Task Read_ImpossibleLength_IsRefusedBeforeTheWire(int bytes) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await Client(new ScriptedStream()).ReadAsync(ModbusFunction.ReadInputRegisters, 1000, new byte[bytes], s_second, default));

    private ModbusClient Client(ScriptedStream stream) => new(new ModbusTcpTransport(stream), 255, _time);
}
