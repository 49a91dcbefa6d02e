using WallboxMqtt.Tests.Integration.Broker;

namespace WallboxMqtt.Tests.Integration.Cli;

/// <summary>The executable itself: commands, exit codes, signals.</summary>
public sealed class ExecutableTests : IAsyncDisposable
{
    private readonly ServedBox _served = new();

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task Run_Killed_LeavesTheBoxToItsFailsafe()
    {
        await using var service = new ServiceProcess("run", "--config", Configuration());
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 16);
        await service.SignalAsync("KILL");
        await service.EndAsync();
        await Eventually.TrueAsync(() => _served.Box.InFailsafe);
        Assert.Equal(10, _served.Box.OfferedCurrent);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task Run_Terminated_LowersTheBoxAndEndsWith0(string signal)
    {
        await using var service = new ServiceProcess("--config", Configuration());
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 16);
        await service.SignalAsync(signal);
        Assert.Equal(0, await service.EndAsync());
        Assert.Equal(10, _served.Box.Setpoint);
    }

    [Fact]
    public async Task Run_SignalsThatMeanNothingToIt_GoesOnSteering()
    {
        await using var service = new ServiceProcess("--config", Configuration());
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 16);
        foreach (var signal in new[] { "USR1", "USR2", "PIPE" })
            await service.SignalAsync(signal);
        await SteersAsync();
        await service.SignalAsync("TERM");
        Assert.Equal(0, await service.EndAsync());
        Assert.Equal(10, _served.Box.Setpoint);
    }

    [Fact]
    public async Task Run_StartedWithHangUpIgnored_OutlivesTheTerminal()
    {
        await using var service = new ServiceProcess(new Dictionary<string, string>(), ["--ignore-signal=HUP"], ["--config", Configuration()]);
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 16);
        await service.SignalAsync("HUP");
        await SteersAsync();
        await service.SignalAsync("TERM");
        Assert.Equal(0, await service.EndAsync());
    }

    [Fact]
    public async Task Run_InverterSimulatedByTheSameExecutable_RaisesTheSetpoint()
    {
        var port = Loopback.FreePort();
        await using var service = new ServiceProcess("run", "--config", Configuration(port, "policy: { raiseDelay: 0.5 s }"));
        await service.SaysAsync("Inverter may upload");
        await using var inverter = new ServiceProcess(
            "simulate", "inverter", "--push", $"ftp://fronius:secret@127.0.0.1:{port}/home/fronius/push/powerFlow.json", "--every", "1s", "--power", "5600");
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 24);
        await inverter.SignalAsync("INT");
        Assert.Equal(0, await inverter.EndAsync());
    }

    [Fact]
    public async Task SimulateCharger_AsADevice_IsControlled()
    {
        await using var charger = new ServiceProcess("simulate", "charger", "--listen", "127.0.0.1:0");
        await charger.SaysAsync("EVC04 on tcp://");
        var address = charger.Lines.First(line => line.StartsWith("EVC04 on", StringComparison.Ordinal)).Split(' ')[2].TrimEnd(',');
        await using var service = new ServiceProcess("run", "--config", Configuration(charger: address));
        await charger.SaysAsync("6000 = 1");
        Assert.Equal(["2000 = 10", "2002 = 6", "5004 = 16", "6000 = 1"], charger.Lines.Skip(1).Take(4));
    }

    [Fact]
    public async Task Run_FaultyConfiguration_TellsAllFaultsAndEndsWith2()
    {
        var file = Path.Combine(_served.Folder, "bad.yaml");
        await File.WriteAllTextAsync(file, "grid: { kap: 16 A }\npolicy: { mode: turbo }\n");
        await using var service = new ServiceProcess("run", "--config", file);
        Assert.Equal(2, await service.EndAsync());
        await service.SaysAsync("did you mean \"cap\"?");
        await service.SaysAsync("policy.mode: \"turbo\" is not a mode; allowed: pv-boost, fixed, off");
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("demo", "--speed", "fast")]
    [InlineData("demo", "--web", "here")]
    [InlineData("simulate", "inverter")]
    [InlineData("simulate", "inverter", "--push", "gopher://x")]
    public async Task Usage_Wrong_EndsWith2(params string[] arguments)
    {
        await using var service = new ServiceProcess(arguments);
        Assert.Equal(2, await service.EndAsync());
        await service.SaysAsync("wallbox-mqtt --help");
    }

    [Fact]
    public async Task Demo_HungUp_EndsWith0()
    {
        await using var demo = new ServiceProcess("demo", "--web", "127.0.0.1:0", "--mqtt-port", Loopback.FreePort().ToString());
        await demo.SaysAsync("Ctrl-C ends it.");
        foreach (var signal in new[] { "USR1", "USR2", "HUP" })
            await demo.SignalAsync(signal);
        Assert.Equal(0, await demo.EndAsync());
        await demo.SaysAsync("charger: left at 10 A");
    }

    [Fact]
    public async Task Demo_Started_ShowsEverything()
    {
        await using var demo = new ServiceProcess("demo", "--web", "127.0.0.1:0", "--mqtt-port", Loopback.FreePort().ToString());
        await demo.SaysAsync("Ctrl-C ends it.");
        var port = int.Parse(demo.Lines.First(line => line.Contains("mosquitto_sub", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]);
        await using var home = await BrokerClient.ConnectAsync(port);
        await Eventually.TrueAsync(() => home.Last.ContainsKey("wallbox/inverter/power"));
        await home.PublishAsync("wallbox/mode/set", "off");
        await home.SeesAsync("wallbox/charger/setpoint", "0");
        var seen = await ExternalProgram.SucceedAsync("mosquitto_sub", "-p", port.ToString(), "-i", "me", "-t", "wallbox/mode", "-C", "1", "-W", "10");
        Assert.Equal("off\n", seen);
        await demo.SignalAsync("INT");
        Assert.Equal(0, await demo.EndAsync());
    }

    // A setpoint that the box lost is written again.
    private async Task SteersAsync()
    {
        _served.Box.LoseSetpoint(6);
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 16);
    }

    private string Configuration(int ftp = 0, string more = "", string? charger = null)
    {
        var file = Path.Combine(_served.Folder, "wallbox-mqtt.yaml");
        File.WriteAllText(file, $$"""
            inverter: { ftp: { listen: "127.0.0.1:{{ftp}}", password: secret, passivePorts: any } }
            chargers: [{ url: "{{charger ?? $"tcp://{_served.EndPoint}"}}", failsafe: { timeout: 6 s } }]
            web: null
            stateDirectory: {{_served.Folder}}
            {{(more.Contains("mqtt:", StringComparison.Ordinal) ? "" : $"mqtt: {{ url: 'mqtt://127.0.0.1:{Loopback.FreePort()}' }}")}}
            {{more}}
            """);
        return file;
    }
}
