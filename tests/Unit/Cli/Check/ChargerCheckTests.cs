using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Cli;
using WallboxMqtt.Bridge.Cli.Check;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Unit.Chargers.Evc04;

namespace WallboxMqtt.Tests.Unit.Cli.Check;

public sealed class ChargerCheckTests : IDisposable
{
    private static readonly GridCap s_cap = new(new Amperes(16), null, 3, new Volts(230));
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly RegisterDevice _device = new();

    public ChargerCheckTests()
    {
        _listener.Start();
        _device.Text(100, "7310012345678901");
        _device.Text(190, "Vestel");
        _device.Text(210, "EVC04-AC22");
        foreach (var (address, value) in new (ushort, ushort)[]
            {
                (401, 22_000), (404, 1), (1000, 1), (1002, 1), (1014, 230), (1016, 231), (1018, 229), (1102, 6), (1104, 32), (2000, 10), (2002, 20), (5004, 10),
            })
            _device.Registers[address] = value;
    }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Wallbox_AllWell_PassesAndIsNotWrittenTo()
    {
        var rows = await Steps.OfAsync(Check(_device));
        Assert.Equal(["TCP", "Modbus", "identity", "state", "values", "failsafe"], rows.Select(row => row.Step));
        Assert.All(rows, row => Assert.True(row is { Passed: true, Advice: null }, $"{row}"));
        Assert.Equal("Vestel EVC04-AC22, serial 7310012345678901, firmware ?", rows[2].Found);
        Assert.All(_device.Requests, request => Assert.StartsWith("read ", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1000, 9, "state", "9 (not in the vendor's table)", "no state that an EVC04 has")]
    [InlineData(1000, 8, "state", "faulted", "fault of its own")]
    [InlineData(1002, 2, "state", "equipment fault", "fault of its own")]
    [InlineData(1007, 17, "state", "fault code 17", "fault of its own")]
    [InlineData(1016, 0, "values", "230, 0, 229 V", "a phase is missing")]
    [InlineData(1018, 400, "values", "230, 231, ? V", "a phase is missing")]
    [InlineData(404, 0, "values", "1 phases", "grid.phases says 3")]
    [InlineData(1104, 0, "values", "6 A to ?", "make no sense")]
    [InlineData(1102, 40, "values", "40 A to 32 A", "make no sense")]
    [InlineData(2000, 32, "failsafe", "32 A after 20 s; configured is 10 A after 20 s", "chargers[].failsafe.write: true")]
    [InlineData(2002, 0, "failsafe", "10 A after 20 s (written 0)", "chargers[].failsafe.write: true")]
    public async Task Wallbox_OneValueOdd_FailsWithAdvice(ushort address, ushort value, string step, string found, string advice)
    {
        _device.Registers[address] = value;
        var row = await Steps.FailureOfAsync(Check(_device));
        Assert.Equal(step, row.Step);
        Assert.Contains(found, row.Found, StringComparison.Ordinal);
        Assert.Contains(advice, row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wallbox_FailsafeDiffersAndWillBeWritten_PassesWithAHint()
    {
        _device.Registers[2000] = 32;
        var rows = await Steps.OfAsync(Check(_device, failsafeWrite: true));
        Assert.True(rows[^1].Passed);
        Assert.Contains("the service writes", rows[^1].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wallbox_NoVoltageWhileIdle_PassesWithAHint()
    {
        foreach (var address in new ushort[] { 1014, 1016, 1018 })
            _device.Registers[address] = 0;
        var rows = await Steps.OfAsync(Check(_device));
        Assert.Contains("while it does not charge", Assert.Single(rows, row => row.Advice is not null).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wallbox_NoFailsafeRegisters_Fails()
    {
        _device.Refuses[2000] = 2;
        Assert.Equal("failsafe", (await Steps.FailureOfAsync(Check(_device))).Step);
    }

    [Fact]
    public async Task Wallbox_AnswersOnlyByRefusing_IsAnotherDevice()
    {
        foreach (var address in new ushort[] { 5004, 1000, 1002, 1006, 2000, 2002, 1014, 1016, 1018, 1102, 1104, 404, 400, 190, 210, 100, 230 })
            _device.Refuses[address] = 11;
        var rows = await Steps.OfAsync(Check(_device));
        Assert.Contains(rows, row => row is { Step: "Modbus", Passed: false } && row.Advice!.Contains("chargers[].unit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wallbox_GoneInTheMiddle_KeepsWhatItSaid()
    {
        _device.Drops.Add(190);
        var rows = await Steps.OfAsync(Check(_device));
        Assert.Contains(rows, row => row is { Step: "Modbus", Passed: false } && row.Found.StartsWith("it stopped answering", StringComparison.Ordinal));
        Assert.Contains(rows, row => row is { Step: "failsafe", Passed: true });
    }

    [Fact]
    public async Task Wallbox_PortClosed_FailsAtTcp()
    {
        var port = Port;
        _listener.Stop();
        var row = await Steps.FailureOfAsync(Check(new ModbusTcpDialer("127.0.0.1", port)));
        Assert.Equal("TCP", row.Step);
        Assert.Contains("Modbus TCP is on", row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wallbox_LetsInAndCloses_AnotherMasterHoldsIt()
    {
        var closing = Task.Run(async () => (await _listener.AcceptSocketAsync()).Dispose());
        var row = await Steps.FailureOfAsync(Check(new ModbusTcpDialer("127.0.0.1", Port)));
        await closing;
        Assert.Equal("Modbus", row.Step);
        Assert.Contains("another Modbus master may hold it", row.Found, StringComparison.Ordinal);
        Assert.Contains("systemctl stop wallbox-mqtt", row.Advice, StringComparison.Ordinal);
    }

    /// <summary>So do a second master at some firmware, and a request to another unit.</summary>
    [Fact]
    public async Task Wallbox_LetsInAndIsSilent_AnotherMasterHoldsItOrTheUnitIsWrong()
    {
        var row = await Steps.FailureOfAsync(Check(new ModbusTcpDialer("127.0.0.1", Port)));
        Assert.Equal("Modbus", row.Step);
        Assert.Contains("no answer within 3 s", row.Found, StringComparison.Ordinal);
        Assert.Contains("chargers[].unit", row.Advice, StringComparison.Ordinal);
    }

    /// <summary>A converter in its other mode: nothing says so but an answer to the other frames.</summary>
    [Theory]
    [InlineData("tcp", "rtu+tcp", "write rtu+tcp://127.0.0.1:502 in chargers[].url")]
    [InlineData("rtu+tcp", "tcp", "write tcp://127.0.0.1:502 in chargers[].url")]
    public async Task Converter_InItsOtherMode_IsNamed(string scheme, string other, string advice)
    {
        Uri? tried = null;
        var check = new ChargerCheck(
            new ChargerOptions { Url = new Uri($"{scheme}://127.0.0.1:502") }, s_cap, new ModbusTcpDialer("127.0.0.1", Port), RunningService.None, TimeProvider.System)
        {
            Dial = url =>
            {
                tried = url;
                return _device;
            },
        };
        var row = await Steps.FailureOfAsync(check);
        Assert.Equal((other, "Modbus"), (tried!.Scheme, row.Step));
        Assert.Contains("no answer", row.Found, StringComparison.Ordinal);
        Assert.Contains(advice, row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Peer_ThatAnswersRtuFrames_IsNamedByItsFirstBytes()
    {
        using var stop = new CancellationTokenSource();
        var answering = Task.Run(
            async () =>
            {
                using var peer = await _listener.AcceptSocketAsync(stop.Token);
                await peer.ReceiveAsync(new byte[12], stop.Token);
                await peer.SendAsync(SerialSlave.Frame([255, 3, 2, 0, 16]), stop.Token);
                await peer.ReceiveAsync(new byte[12], stop.Token);
            },
            stop.Token);
        var row = await Steps.FailureOfAsync(Check(new ModbusTcpDialer("127.0.0.1", Port)));
        await answering;
        Assert.Contains("it answers in RTU frames", row.Found, StringComparison.Ordinal);
        Assert.Contains("write rtu+tcp://", row.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "available": "online", "state": "charging", "setpoint": 16 }""", true, "under control: charging, setpoint 16 A")]
    [InlineData("""{ "available": "offline", "fault": { "fault": "out of reach", "advice": "power and cable" } }""", false, "cannot reach it: out of reach")]
    [InlineData("""{ "available": "offline", "fault": null }""", false, "cannot reach it: offline")]
    public async Task Wallbox_ServiceRuns_IsAskedInItsPlace(string charger, bool passed, string found)
    {
        using var state = JsonDocument.Parse($$"""{ "chargers": { "charger": {{charger}} } }""");
        var row = Assert.Single(await Steps.OfAsync(Check(_device, service: new RunningService(true, state: state.RootElement.Clone()))));
        Assert.Equal(passed, row.Passed);
        Assert.Contains(found, row.Found, StringComparison.Ordinal);
        Assert.Empty(_device.Requests);
    }

    private static ChargerCheck Check(IModbusDialer dialer, bool failsafeWrite = false, RunningService? service = null) => new(
        new ChargerOptions { Url = new Uri("tcp://127.0.0.1:502"), Failsafe = new FailsafeOptions { Write = failsafeWrite } },
        s_cap, dialer, service ?? RunningService.None, TimeProvider.System);
}
