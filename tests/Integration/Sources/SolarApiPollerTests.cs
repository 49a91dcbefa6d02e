using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Simulator.Fronius;

namespace WallboxMqtt.Tests.Integration.Sources;

/// <summary>The poller against the simulated inverter, and against answers that an inverter gives on its bad days.</summary>
public sealed class SolarApiPollerTests : IAsyncDisposable
{
    private readonly HastyTime _time = new(4);
    private readonly CollectingLoggerProvider _logged = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<MeterReading> _meters = new();
    private readonly PlantState _plant;
    private readonly List<Task> _running = [];

    public SolarApiPollerTests() =>
        _plant = new PlantState(TimeSpan.FromSeconds(30), TimeSpan.Zero, new ChangeSignal(), _time, ["solarApi"]) { Meter = _meters.Enqueue };

    [Fact]
    public async Task Inverter_Simulated_IsReadWithItsMeterAndItsName()
    {
        using var server = Serve(new SimulatedSymoOptions { Power = 6900, HouseLoad = 460 });
        Poll(new Uri($"http://{server.LocalEndPoint}"));
        await Eventually.TrueAsync(() => _plant.Evaluate() is { Status: InverterStatus.Ok, Now.Value: 6900 });
        await Eventually.TrueAsync(() => _meters.Any(meter => meter.Current is not null));
        Assert.Contains(_meters, meter => meter.Current is null && meter.Power == new Watts(-6440));
        var phases = _meters.First(meter => meter.Current is not null);
        Assert.Equal((-6440, -8, -10), (phases.Power.Value, phases.Current!.Value.L1.Value, phases.Current.Value.L2.Value));
        Assert.Contains(_logged.Lines, line => line.Line == "Inverter (solarApi): found 1 \"Symo\", no. 123456");
    }

    [Theory]
    [InlineData(NightStyle.ZeroPower)]
    [InlineData(NightStyle.NullPower)]
    [InlineData(NightStyle.NoInverter)]
    public async Task Inverter_Asleep_IsNight(NightStyle style)
    {
        using var server = Serve(new SimulatedSymoOptions { Day = new SunDay(0, 1), Night = style });
        Poll(new Uri($"http://{server.LocalEndPoint}"));
        await Eventually.TrueAsync(() => _plant.Evaluate() is { Status: InverterStatus.Night, Now.Value: 0 });
    }

    [Fact]
    public async Task SolarApi_SwitchedOffAndOn_IsToldOnceAndReadAgain()
    {
        using var server = Serve(new SimulatedSymoOptions { Power = 5600 });
        server.SwitchedOn = false;
        Poll(new Uri($"http://{server.LocalEndPoint}"));
        await Eventually.TrueAsync(() => server.Requests >= 3);
        var source = Assert.Single(_plant.Evaluate().Sources);
        Assert.Equal(InverterStatus.Missing, source.Status);
        Assert.Contains("switch it on in the inverter's page", source.Fault!, StringComparison.Ordinal);
        Assert.Single(_logged.Lines, line => line.Line.Contains("HTTP 404", StringComparison.Ordinal));
        server.SwitchedOn = true;
        await Eventually.TrueAsync(() => _plant.Evaluate().Now.Value == 5600);
        Assert.Single(_logged.Lines, line => line.Line == "Inverter (solarApi): answers again");
        Assert.Null(Assert.Single(_plant.Evaluate().Sources).Fault);
    }

    [Theory]
    [InlineData(8, "8 (LNRequestTimeout)")]
    [InlineData(11, "11 (NotSupported)")]
    [InlineData(12, "12 (DeviceNotAvailable)")]
    [InlineData(255, "255 (UnknownError)")]
    public async Task Answer_ThatSaysItFailed_MeansNoSun(int code, string name)
    {
        await using var server = new OddServer(OddServer.Ok(
            $$"""{ "Body": { "Data": {} }, "Head": { "Status": { "Code": {{code}}, "Reason": "x" }, "Timestamp": "2026-06-21T12:00:00Z" } }"""));
        Poll(server.Url);
        await Eventually.TrueAsync(() => _plant.Evaluate().Status == InverterStatus.Invalid);
        Assert.Equal($"Head.Status.Code is {name}; allowed: 0", _plant.Evaluate().Fault);
        await Eventually.TrueAsync(() => server.Requests >= 3);
        Assert.Single(_logged.Lines, line => line.Line.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_WithoutVersionAndDay_AreRead()
    {
        // A GEN24: clock in UTC, E_Day null, booleans as texts, no version.
        await using var server = new OddServer(OddServer.Ok(
            """
            { "Body": { "Data": { "Inverters": { "1": { "Battery_Mode": "normal", "DT": 1, "E_Day": null, "E_Total": 1824000.5, "E_Year": null, "P": 4321.5, "SOC": 71 } },
              "Site": { "BackupMode": "false", "BatteryStandby": "true", "E_Day": null, "E_Total": 1824000.5, "E_Year": null, "Meter_Location": "grid", "Mode": "bidirectional",
              "P_Akku": -210.5, "P_Grid": -1200.25, "P_Load": -3121.25, "P_PV": 4600.75, "rel_Autonomy": 100, "rel_SelfConsumption": 72 }, "Smartloads": { "Ohmpilots": {} } } },
              "Head": { "RequestArguments": {}, "Status": { "Code": 0, "Reason": "", "UserMessage": "" }, "Timestamp": "2026-06-21T10:00:00+00:00" } }
            """));
        Poll(server.Url);
        await Eventually.TrueAsync(() => _plant.Evaluate().Now.Value == 4321.5);
        var reading = _plant.Evaluate().Reading!;
        Assert.Equal((-1200.25, 3121.25, null), (reading.GridPower!.Value.Value, reading.LoadPower!.Value.Value, reading.EnergyDay));
    }

    [Fact]
    public async Task Inverter_ThatHangs_LetsItsReadingAge()
    {
        var hangs = false;
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = 5600 }, TimeProvider.System);
        await using var server = new OddServer(async (stream, _, cancellation) =>
        {
            if (Volatile.Read(ref hangs))
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(OddServer.Ok(System.Text.Encoding.UTF8.GetString(symo.PowerFlowAnswer()))), cancellation);
        });
        Poll(server.Url);
        await Eventually.TrueAsync(() => _plant.Evaluate().Now.Value == 5600);
        Volatile.Write(ref hangs, true);
        await Eventually.TrueAsync(() => _plant.Evaluate() is { Status: InverterStatus.Stale, Now.Value: 0 });
        Assert.Single(_logged.Lines, line => line.Line.Contains("no whole answer within 3 s", StringComparison.Ordinal));
        Volatile.Write(ref hangs, false);
        await Eventually.TrueAsync(() => _plant.Evaluate().Now.Value == 5600);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var task in _running)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => { await task; throw new OperationCanceledException(); });
        _stop.Dispose();
    }

    private SolarApiServer Serve(SimulatedSymoOptions options)
    {
        var server = new SolarApiServer(new IPEndPoint(IPAddress.Loopback, 0), new SimulatedSymo(options, TimeProvider.System));
        server.Bind();
        _running.Add(server.RunAsync(_stop.Token));
        return server;
    }

    private void Poll(Uri url)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_logged));
        var inbox = new PowerFlowInbox(new PowerFlowRules(new Watts(9900)), _plant, _time, loggers.CreateLogger<PowerFlowInbox>());
        var poller = new SolarApiPoller(
            new SolarApiOptions(url, TimeSpan.FromSeconds(4)), inbox, _plant, _time, loggers.CreateLogger<SolarApiPoller>());
        _running.Add(poller.RunAsync(_stop.Token));
    }
}
