namespace WallboxMqtt.Tests.Integration.Cli;

/// <summary>The executable under a service manager with a watchdog.</summary>
public sealed class WatchdogTests : IAsyncDisposable
{
    private readonly ServedBox _served = new();

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task Run_Watched_SignsWhileItsCyclesLiveAndNotWhileItIsStopped()
    {
        using var manager = new NotifyListener(Path.Combine(_served.Folder, "notify"));
        await using var service = Start(manager, "2000000");
        await Eventually.TrueAsync(() => manager.Count("READY=1") == 1);
        await Eventually.TrueAsync(() => manager.Count("WATCHDOG=1") >= 4);

        await service.SignalAsync("STOP");
        await Eventually.TrueAsync(() => service.State == 'T');
        var signs = manager.Count("WATCHDOG=1");
        await Eventually.TrueAsync(() => _served.Box.InFailsafe);
        Assert.Equal(signs, manager.Count("WATCHDOG=1"));

        await service.SignalAsync("CONT");
        await Eventually.TrueAsync(() => manager.Count("WATCHDOG=1") > signs && _served.Box.Setpoint == 16);
        await service.SignalAsync("TERM");
        Assert.Equal(0, await service.EndAsync());
        Assert.Equal((1, 1), (manager.Count("READY=1"), manager.Count("STOPPING=1")));
    }

    [Fact]
    public async Task Run_WatchdogTimeoutOdd_WarnsAndIsReadyAllTheSame()
    {
        using var manager = new NotifyListener(Path.Combine(_served.Folder, "notify"));
        await using var service = Start(manager, "soon");
        await Eventually.TrueAsync(() => manager.Count("READY=1") == 1 && _served.Box.Setpoint == 16);
        await service.SaysAsync("warning: WATCHDOG_USEC is \"soon\"");
        await service.SignalAsync("TERM");
        Assert.Equal(0, await service.EndAsync());
        Assert.Equal(0, manager.Count("WATCHDOG=1"));
    }

    private ServiceProcess Start(NotifyListener manager, string timeout)
    {
        var file = Path.Combine(_served.Folder, "wallbox-mqtt.yaml");
        File.WriteAllText(file, $$"""
            inverter: { ftp: { listen: "127.0.0.1:0", password: secret, passivePorts: any } }
            chargers: [{ url: "tcp://{{_served.EndPoint}}", poll: 0.5 s, failsafe: { timeout: 6 s } }]
            web: null
            stateDirectory: {{_served.Folder}}
            mqtt: { url: 'mqtt://127.0.0.1:{{Loopback.FreePort()}}' }
            """);
        var environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = manager.Path, ["WATCHDOG_USEC"] = timeout };
        return new ServiceProcess(environment, "run", "--config", file);
    }
}
