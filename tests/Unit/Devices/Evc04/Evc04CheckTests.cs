using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Unit.Chargers.Evc04;
using WallboxMqtt.Tests.Unit.Checks;

namespace WallboxMqtt.Tests.Unit.Devices.Evc04;

public sealed class Evc04CheckTests : IDisposable
{
    private static readonly GridCap s_cap = new(new Amperes(16), null, 3, new Volts(230));
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly RegisterDevice _device = new();

    public Evc04CheckTests()
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
        Assert.Equal(["TCP", "Modbus", "identity", "state", "values", "failsafe", "speed"], rows.Select(row => row.Step));
        Assert.All(rows, row => Assert.True(row is { Passed: true, Advice: null }, $"{row}"));
        Assert.Equal("Vestel EVC04-AC22, serial 7310012345678901, firmware ?", rows[2].Found);
        Assert.All(_device.Requests, request => Assert.StartsWith("read ", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1000, 9, "state", "9 (not in the vendor's table)", "not a state of an EVC04")]
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
        var failsafe = Assert.Single(rows, row => row.Step == "failsafe");
        Assert.True(failsafe.Passed);
        Assert.Contains("the service writes", failsafe.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wallbox_NoVoltageWhileIdle_PassesWithAHint()
    {
        foreach (var address in new ushort[] { 1014, 1016, 1018 })
            _device.Registers[address] = 0;
        var rows = await Steps.OfAsync(Check(_device));
        Assert.Contains("while it does not charge", Assert.Single(rows, row => row.Advice is not null).Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2000, true, "2000 (Failsafe Current) cannot be read")]
    [InlineData(2002, false, "2002 (Failsafe Timeout) cannot be read")]
    public async Task Wallbox_NoFailsafeRegisters_Fails(ushort register, bool refuses, string found)
    {
        if (refuses)
            _device.Refuses[register] = 2;
        else
            _device.Silent.Add(register);
        var row = await Steps.FailureOfAsync(Check(_device));
        Assert.Equal(("failsafe", found), (row.Step, row.Found));
        Assert.Contains("without control, 32 A may flow", row.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v3.187.0-1.0.160.0", true)]
    [InlineData("V3.156.0", true)]
    [InlineData("v3.187.42-1.0.161.0", false)]
    [InlineData("v3.200.1", false)]
    [InlineData("unknown", false)]
    public async Task Firmware_ThatMayLoseItsPhases_IsTold(string text, bool reported)
    {
        _device.Text(230, text);
        var rows = await Steps.OfAsync(Check(_device));
        Assert.All(rows, row => Assert.True(row.Passed, $"{row}"));
        Assert.Equal(reported, rows.Any(row => row.Step == "firmware" && row.Found.StartsWith($"{text}: below 3.187.42 it may lose its phases", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Firmware_ThatHasLostItsPhases_IsToBeRestarted()
    {
        _device.Text(230, "v3.187.0-1.0.160.0");
        _device.Registers[404] = 0;
        Assert.EndsWith("restart the wallbox (fuse off and on)", (await Steps.FailureOfAsync(Check(_device))).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wallbox_TextsMute_IsNoFault()
    {
        _device.Silent.UnionWith([100, 130, 190, 210, 230]);
        var rows = await Steps.OfAsync(Check(_device));
        Assert.All(rows, row => Assert.True(row.Passed, $"{row}"));
        Assert.Equal(
            "numbers are answered, texts are not: 100 (Serial Number), 130 (Chargepoint ID), 190 (Brand), 210 (Model), 230 (Firmware Version) do not answer on this firmware",
            Assert.Single(rows, row => row.Step == "registers").Found);
    }

    [Fact]
    public async Task Wallbox_SomeRegistersMissing_AreNamed()
    {
        _device.Silent.Add(1036);
        _device.Refuses[1502] = 2;
        var rows = await Steps.OfAsync(Check(_device));
        Assert.Equal(
            ["1036 (Meter Reading) does not answer on this firmware", "refused: 1502 (Session Energy)"],
            rows.Where(row => row.Step == "registers").Select(row => row.Found));
        Assert.All(rows, row => Assert.True(row.Passed, $"{row}"));
    }

    /// <summary>Steered all the same: no row may fail for it.</summary>
    [Fact]
    public async Task Wallbox_NothingButControlAnswers_FailsAtNoMoreThanTheFailsafe()
    {
        var time = new FakeTimeProvider();
        var answers = new HashSet<int> { 2000, 2002, 5004 };
        _device.Silent.UnionWith(Balancer.Chargers.Evc04.Evc04Registers.All.Select(register => register.Address).Where(address => !answers.Contains(address)));
        var rows = await Steps.OfAsync(Check(new SlowDialer(_device, time, TimeSpan.FromSeconds(0.1)), time: time));
        Assert.All(rows, row => Assert.True(row.Passed, $"{row}"));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(350, true)]
    public async Task Wallbox_AnswersSlowly_IsToldWithTheMedian(int milliseconds, bool reported)
    {
        var time = new FakeTimeProvider();
        var rows = await Steps.OfAsync(Check(new SlowDialer(_device, time, TimeSpan.FromMilliseconds(milliseconds)), time: time));
        var speed = Assert.Single(rows, row => row.Step == "speed");
        Assert.StartsWith($"an answer takes {milliseconds} ms (median of ", speed.Found, StringComparison.Ordinal);
        Assert.Equal(reported, speed.Advice?.Contains($"a fall of the sun takes {milliseconds} ms longer", StringComparison.Ordinal) == true);
        Assert.True(speed.Passed);
    }

    [Fact]
    public async Task SerialLine_WallboxIsTheMaster_IsTold()
    {
        var row = await SilentLineAsync(new LineTraffic("8 s at 9600 8N1 and 8 s at 9600 8E1", 8, OverheardRequest.MeterBus, "9600 8E1"));
        Assert.StartsWith("the wallbox is the master on this line: it is its meter bus, it cannot be steered here", row.Found, StringComparison.Ordinal);
        Assert.Contains("function 3, 6 registers from 0x500C", row.Found, StringComparison.Ordinal);
        Assert.Contains("Ethernet", row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SerialLine_AnotherMaster_IsTold()
    {
        var row = await SilentLineAsync(new LineTraffic("8 s at 9600 8N1", 8, new OverheardRequest(17, 6, 5004, 12), "9600 8N1"));
        Assert.Contains("another master is on this line: a write to register 0x138C of unit 17", row.Found, StringComparison.Ordinal);
        Assert.Contains("one master a line", row.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "listened for 8 s at 9600 8E1: nothing was sent")]
    [InlineData(40, "listened for 8 s at 9600 8E1: 40 bytes came, and none of them were a request")]
    public async Task SerialLine_NobodyAnswers_SaysHowLongItListened(int bytes, string found)
    {
        var row = await SilentLineAsync(new LineTraffic("8 s at 9600 8E1", bytes, null, "9600 8E1"));
        Assert.EndsWith(found, row.Found, StringComparison.Ordinal);
        Assert.Contains("A and B (swapped?)", row.Advice, StringComparison.Ordinal);
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
        var time = new FakeTimeProvider();
        _device.Drops.Add(190);
        var checking = Steps.OfAsync(Check(
            new SlowDialer(_device, time, TimeSpan.Zero) { Before = request => _device.RefusesDials |= request == "read 190" }, time: time));
        while (!checking.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var rows = await checking;
        Assert.Contains(rows, row => row is { Step: "Modbus", Passed: false } && row.Found.StartsWith("it stopped answering", StringComparison.Ordinal));
        Assert.Contains(rows, row => row is { Step: "failsafe", Passed: true });
        Assert.Contains(rows, row => row.Step == "registers" && row.Found.StartsWith("not read: 100 (Serial Number)", StringComparison.Ordinal));
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
        Assert.Contains("no answer within 3.5 s", row.Found, StringComparison.Ordinal);
        Assert.Contains("chargers[].unit", row.Advice, StringComparison.Ordinal);
    }

    /// <summary>A converter in its other mode: nothing says so but an answer to the other frames.</summary>
    [Theory]
    [InlineData("tcp", "rtu+tcp", "write rtu+tcp://127.0.0.1:502 in chargers[].url")]
    [InlineData("rtu+tcp", "tcp", "write tcp://127.0.0.1:502 in chargers[].url")]
    public async Task Converter_InItsOtherMode_IsNamed(string scheme, string other, string advice)
    {
        ModbusAddress? tried = null;
        var link = new Evc04Link(ModbusAddress.Parse($"{scheme}://127.0.0.1:502"));
        var check = new Evc04Check(
            new ChargerOptions { Device = Evc04Module.Instance.Configured(link) }, link, s_cap, new ModbusTcpDialer("127.0.0.1", Port), Steps.Setting())
        {
            Dial = address =>
            {
                tried = address;
                return _device;
            },
        };
        var row = await Steps.FailureOfAsync(check);
        Assert.Equal((other, "Modbus"), (tried!.Url.Scheme, row.Step));
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

    [Fact]
    public async Task Wallbox_ServiceLeavesRegistersOut_IsTold()
    {
        using var state = JsonDocument.Parse(
            """{ "chargers": { "charger": { "available": "online", "info": { "serial": null, "left_out": [230], "refused": [1006, 1502] } } } }""");
        var rows = await Steps.OfAsync(Check(_device, service: new RunningService(true, state: state.RootElement.Clone())));
        Assert.Equal(
            ["230 (Firmware Version) does not answer on this firmware", "refused: 1006 (EVSE Fault Code), 1502 (Session Energy)"],
            rows[1..].Select(row => row.Found).Select(found => found.Replace("numbers are answered, texts are not: ", "", StringComparison.Ordinal)));
        Assert.All(rows, row => Assert.True(row.Passed));
    }

    private async Task<CheckRow> SilentLineAsync(LineTraffic traffic)
    {
        _device.Drops.Add(5004);
        return await Steps.FailureOfAsync(Check(new SlowDialer(_device, new FakeTimeProvider(), TimeSpan.Zero) { Traffic = traffic }, url: "rtu:///dev/ttyUSB0"));
    }

    private static Evc04Check Check(
        IModbusDialer dialer, bool failsafeWrite = false, RunningService? service = null, TimeProvider? time = null, string url = "tcp://127.0.0.1:502")
    {
        var link = new Evc04Link(ModbusAddress.Parse(url));
        var charger = new ChargerOptions { Device = Evc04Module.Instance.Configured(link), Failsafe = new FailsafeOptions { Write = failsafeWrite } };
        return new Evc04Check(charger, link, s_cap, dialer, Steps.Setting(service, time: time));
    }
}
