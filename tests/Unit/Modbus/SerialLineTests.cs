using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Tests.Safety.World;

namespace WallboxMqtt.Tests.Unit.Modbus;

/// <summary>Several devices on one port, late answers, and a port that breaks.</summary>
public sealed class SerialLineTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private readonly SimulatedWorld _world = new();
    private readonly List<ScriptedLine> _opened = [];
    private readonly Queue<string[]> _scripts = new();

    [Fact]
    public void Units_OnOneLine_ShareThePortAndWaitForEachOther()
    {
        _scripts.Enqueue(["200:0103020007*", "200:0203020008*"]);
        var line = Line();
        var words = new List<int>();
        Run(async () =>
        {
            var (one, two) = (await ClientAsync(new SerialDialer(line, _world.Time), 1), await ClientAsync(new SerialDialer(line, _world.Time), 2));
            await Task.WhenAll(ReadAsync(one, 0, words), ReadAsync(two, 0, words));
            await one.DisposeAsync();
            Assert.False(_opened[0].Stream.IsClosed);
            await two.DisposeAsync();
        });
        Assert.Equal([7, 8], words);
        Assert.True(Assert.Single(_opened).Stream.IsClosed);
        Assert.True(_opened[0].Sent[1].At - _opened[0].Sent[0].At > TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void Unit_SilentOnASharedLine_DisturbsTheOtherByItsTurnOnly()
    {
        // Unit 1 does not answer in time, and then into the turn of unit 2.
        _scripts.Enqueue(["1001:0103020007*", "30:0203020008*", "5:0203020009*"]);
        var line = Line();
        var words = new List<int>();
        Run(async () =>
        {
            var (one, two) = (await ClientAsync(new SerialDialer(line, _world.Time), 1), await ClientAsync(new SerialDialer(line, _world.Time), 2));
            var silent = Assert.ThrowsAsync<ModbusLinkException>(() => ReadAsync(one, 0, words));
            await ReadAsync(two, 0, words, 3 * s_second);
            await silent;
            await Assert.ThrowsAsync<ModbusLinkException>(() => ReadAsync(one, 0, words));
            await ReadAsync(two, 0, words);
        });
        Assert.Equal([8, 9], words);
        Assert.Equal(3, _opened[0].Sent.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Answer_BehindItsTimeout_IsNeverTakenForTheNext(bool shared)
    {
        // Registers 0 and 1 are asked for: the answers have the same shape.
        _scripts.Enqueue(["2500:0103020007*", "20:0103020008*"]);
        _scripts.Enqueue(["20:0103020008*"]);
        var line = Line();
        var words = new List<int>();
        Run(async () =>
        {
            var dialer = new SerialDialer(line, _world.Time);
            if (shared)
                await ClientAsync(new SerialDialer(line, _world.Time), 2);
            var client = await ClientAsync(dialer, 1);
            await Assert.ThrowsAsync<ModbusLinkException>(() => ReadAsync(client, 0, words));
            await client.DisposeAsync();
            await ReadAsync(await ClientAsync(dialer, 1), 1, words);
        });
        Assert.Equal([8], words);
        var sent = _opened.SelectMany(opened => opened.Sent).ToArray();
        Assert.True(sent[1].At - sent[0].At >= SerialDialer.LatestAnswer);
    }

    [Fact]
    public void Line_Broken_IsOpenedAnewForAll()
    {
        _scripts.Enqueue(["5:!"]);
        _scripts.Enqueue(["5:0103020007*", "5:0203020008*"]);
        var line = Line();
        var words = new List<int>();
        Run(async () =>
        {
            var (first, second) = (new SerialDialer(line, _world.Time), new SerialDialer(line, _world.Time));
            var (one, two) = (await ClientAsync(first, 1), await ClientAsync(second, 2));
            await Assert.ThrowsAsync<ModbusLinkException>(() => ReadAsync(one, 0, words));
            var reported = await Assert.ThrowsAsync<ModbusLinkException>(() => ReadAsync(two, 0, words));
            Assert.Contains("closed", reported.Message, StringComparison.Ordinal);
            await one.DisposeAsync();
            await ReadAsync(await ClientAsync(first, 1), 0, words);
            await two.DisposeAsync();
            await ReadAsync(await ClientAsync(second, 2), 0, words);
        });
        Assert.Equal([7, 8], words);
        Assert.Equal([true, false], _opened.Select(opened => opened.Stream.IsClosed));
    }

    /// <summary>A half-open connection to a converter: it stays open as long as any device on it does, and nothing comes.</summary>
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void Line_MuteWhileAnotherHoldsIt_IsOpenedAnewWhereItIsRemote(bool remote, int opened)
    {
        _scripts.Enqueue(["", "", "", remote ? "" : "5:0103020007*"]);
        _scripts.Enqueue(["5:0103020007*"]);
        var line = Line(remote: remote);
        var words = new List<int>();
        Run(async () =>
        {
            var other = await ClientAsync(new SerialDialer(line, _world.Time), 2);
            var dialer = new SerialDialer(line, _world.Time);
            for (var i = 0; i < 3; i++)
            {
                var silent = await ClientAsync(dialer, 1);
                await Assert.ThrowsAsync<ModbusLinkException>(() => ReadAsync(silent, 0, words));
                await silent.DisposeAsync();
            }

            await ReadAsync(await ClientAsync(dialer, 1), 0, words);
            await other.DisposeAsync();
        });
        Assert.Equal([7], words);
        Assert.Equal(opened, _opened.Count);
    }

    [Fact]
    public void Line_Remote_SaysWhereAndWhatToLookAt()
    {
        var line = SerialLine.OverTcp(new NameLookup("fe80::1%1", _world.Time), 8899, _world.Time);
        var dialer = new SerialDialer(line, _world.Time);
        Assert.Equal("rtu+tcp://[fe80::1%1]:8899", dialer.Address);
        Assert.Contains("through the converter at rtu+tcp://[fe80::1%1]:8899 (mute)", dialer.ExplainSilence("mute", "it sleeps"), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_NoiseAtItsOpening_IsWaitedOut()
    {
        _scripts.Enqueue(["5:0103020007*"]);
        var line = Line(opened => _world.Start(() => opened.SayAsync("100:010302000130* 400:0103020001* 800:FF00")));
        var words = new List<int>();
        Run(async () => await ReadAsync(await ClientAsync(new SerialDialer(line, _world.Time), 1), 0, words));
        Assert.Equal([7], words);
    }

    [Theory]
    [InlineData(13, "group dialout")]
    [InlineData(16, "in use by another program")]
    [InlineData(5, "cannot be opened as a serial port: why")]
    public void Explain_Refusal_SaysWhatToDo(int errno, string reported)
    {
        var refused = new UnauthorizedAccessException("Access to the port is denied.", new IOException("why", errno));
        Assert.Contains(reported, SerialPorts.Explain(new SerialSettings("/dev/ttyUSB0"), refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoDeviceOrNoPort_SaysSo()
    {
        var missing = await Assert.ThrowsAsync<ModbusLinkException>(async () => await SerialPorts.OpenAsync(new SerialSettings("/dev/ttyNONE"), default));
        Assert.Contains("there is no /dev/ttyNONE", missing.Message, StringComparison.Ordinal);
        var file = Path.GetTempFileName();
        await Assert.ThrowsAsync<ModbusLinkException>(async () => await SerialPorts.OpenAsync(new SerialSettings(file), default));
        File.Delete(file);
    }

    private static async Task ReadAsync(ModbusClient client, ushort address, List<int> words, TimeSpan? timeout = null)
    {
        var word = new byte[2];
        await client.ReadAsync(ModbusFunction.ReadHoldingRegisters, address, word, timeout ?? s_second, default);
        words.Add((word[0] << 8) | word[1]);
    }

    private async Task<ModbusClient> ClientAsync(SerialDialer dialer, byte unit) => new(await dialer.DialAsync(default), unit, _world.Time);

    [Theory]
    [InlineData("3000:0103500C000614CB")]
    [InlineData("100:FFFF 2000:0103500C 2010:000614CB")]
    public void Overhear_AMasterAsks_IsRecognisedInWhateverPieces(string pieces)
    {
        _scripts.Enqueue([]);
        LineTraffic? traffic = null;
        Run(async () => traffic = await new SerialDialer(Line(opened => _world.Start(() => opened.SayAsync(pieces))), _world.Time).OverhearAsync(8 * s_second, default));
        Assert.Equal((OverheardRequest.MeterBus, "9600 8N1"), (traffic!.Request, traffic.Settings));
        Assert.Empty(_opened[0].Sent);
        Assert.True(_opened[0].Stream.IsClosed);
    }

    [Fact]
    public void Overhear_OtherSettingsThanAMetersBus_TriesThoseToo()
    {
        _scripts.Enqueue([]);
        _scripts.Enqueue([]);
        LineTraffic? traffic = null;
        var line = Line(opened => _world.Start(() => opened.SayAsync(_opened.Count == 1 ? "100:0103500C000614CC" : "100:0103500C000614CB")));
        Run(async () => traffic = await new SerialDialer(line, _world.Time).OverhearAsync(8 * s_second, default));
        Assert.Equal((OverheardRequest.MeterBus, "9600 8E1", "8 s at 9600 8N1 and 8 s at 9600 8E1"), (traffic!.Request, traffic.Settings, traffic.Listened));
    }

    [Fact]
    public void Overhear_OthersUseTheLine_DisturbsNobody()
    {
        _scripts.Enqueue(["5:0203020007*"]);
        LineTraffic? traffic = null;
        var words = new List<int>();
        var line = Line();
        Run(async () =>
        {
            var other = await ClientAsync(new SerialDialer(line, _world.Time), 2);
            traffic = await new SerialDialer(line, _world.Time).OverhearAsync(8 * s_second, default);
            await ReadAsync(other, 0, words);
        });
        Assert.Null(traffic);
        Assert.Equal([7], words);
    }

    private SerialLine Line(Action<ScriptedLine>? atStart = null, bool remote = false) => new(
        new SerialSettings("/dev/ttyUSB0"),
        (_, _) =>
        {
            _opened.Add(new ScriptedLine(_world, _scripts.Dequeue()));
            atStart?.Invoke(_opened[^1]);
            return ValueTask.FromResult<Stream>(_opened[^1].Stream);
        },
        _world.Time)
    {
        IsRemote = remote,
    };

    private void Run(Func<Task> act)
    {
        var ended = false;
        _world.Start(async () =>
        {
            await act();
            ended = true;
        });
        _world.AdvanceUntil(() => ended, TimeSpan.FromMinutes(1));
    }
}
