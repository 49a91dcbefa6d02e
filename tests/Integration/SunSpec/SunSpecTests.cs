using System.Net;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Simulator.SunSpec;
using WallboxMqtt.Tests.Integration.Cli;

namespace WallboxMqtt.Tests.Integration.SunSpec;

/// <summary>The executable reads an inverter by Modbus TCP and steers a wallbox: the setpoint follows the power.</summary>
public sealed class SunSpecTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-sunspec").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly SimulatedEvc04 _box = new(new SimulatedEvc04Options(), TimeProvider.System);
    private readonly List<Task> _serving = [];
    private readonly ModbusTcpServer _modbus;

    public SunSpecTests() => _modbus = Serve(255, _box);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_serving);
        _box.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Run_InverterSimulatedByTheSameExecutable_RaisesTheSetpoint()
    {
        await using var inverter = new ServiceProcess("simulate", "inverter", "--sunspec", "127.0.0.1:0", "--power", "5600");
        await inverter.SaysAsync("Symo on tcp://");
        var address = inverter.Lines.First(line => line.StartsWith("Symo on", StringComparison.Ordinal)).Split(' ')[2].TrimEnd(',');
        await using var service = new ServiceProcess("run", "--config", Configuration(address));
        await Eventually.TrueAsync(() => _box.Setpoint == 24);
        await service.SaysAsync("unit 1 of " + address + " is Fronius Symo 10.0-3-M, serial 29301000, version 3.30.1-1, model 103");
        await service.SaysAsync("the meter is unit 240");
        await service.SignalAsync("TERM");
        Assert.Equal(0, await service.EndAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_InverterOfPymodbus_SetpointFollowsItsPower(bool real)
    {
        await using var inverter = await PymodbusInverter.StartAsync(real, 5600);
        if (inverter is null)
            Assert.Skip("python3-pymodbus is not installed");
        await using var service = new ServiceProcess("run", "--config", Configuration($"tcp://127.0.0.1:{inverter.Port}"));
        await Eventually.TrueAsync(() => _box.Setpoint == 24);
        await inverter.ReportAsync(1400);
        await Eventually.TrueAsync(() => _box.Setpoint == 18);
        await inverter.ReportAsync(9900);
        await Eventually.TrueAsync(() => _box.Setpoint == 30);
        await inverter.ReportAsync(null);
        await Eventually.TrueAsync(() => _box.Setpoint == 16);
        Assert.DoesNotContain(service.Lines, line => line.Contains("reading refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_InverterGoesAndComes_CountsAsNoSunBetween()
    {
        var symo = new SunSpecSymo(new SimulatedSymo(new SimulatedSymoOptions { Power = 5600 }, TimeProvider.System), new SunSpecSymoOptions { Float = true });
        using var off = new CancellationTokenSource();
        var inverter = Serve(null, symo, off: off.Token);
        var endpoint = inverter.LocalEndPoint!;
        await using var service = new ServiceProcess("run", "--config", Configuration($"tcp://{endpoint}", maxAge: "3 s"));
        await Eventually.TrueAsync(() => _box.Setpoint == 24);
        await off.CancelAsync();
        await Eventually.TrueAsync(() => _box.Setpoint == 16);
        await service.SaysAsync("no reading from tcp://" + endpoint);
        Serve(null, symo, endpoint);
        await Eventually.TrueAsync(() => _box.Setpoint == 24);
        Assert.Equal(0, symo.RefusedFunctions);
    }

    private ModbusTcpServer Serve(byte? unit, IModbusDevice device, IPEndPoint? listen = null, CancellationToken off = default)
    {
        var server = new ModbusTcpServer(listen ?? new IPEndPoint(IPAddress.Loopback, 0), unit, device, TimeProvider.System);
        server.Bind();
        var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, off);
        _serving.Add(server.RunAsync(either.Token));
        return server;
    }

    private string Configuration(string inverter, string maxAge = "30 s")
    {
        var file = Path.Combine(_directory, "wallbox-mqtt.yaml");
        File.WriteAllText(file, $$"""
            inverter: { sunSpec: { url: "{{inverter}}", interval: 0.5 s }, maxAge: {{maxAge}} }
            chargers: [{ url: "tcp://{{_modbus.LocalEndPoint}}" }]
            policy: { raiseDelay: 0.5 s }
            web: null
            stateDirectory: {{_directory}}
            mqtt: { url: "mqtt://127.0.0.1:{{Loopback.FreePort()}}" }
            """);
        return file;
    }
}
