using WallboxMqtt.Simulator.Fronius;

namespace WallboxMqtt.Tests.Integration.Cli;

/// <summary>
/// The executable on a machine whose clocks jump (libfaketime), as they do behind a suspension or a paused virtual machine. SIGTERM
/// is not tried here: with one clock of two faked, the command line's own timeout may be over at once.
/// </summary>
public sealed class ClockJumpTests : IAsyncDisposable
{
    private readonly ServedBox _served = new();
    private readonly int _ftp = Loopback.FreePort();
    private readonly SimulatedSymo _symo = new(new SimulatedSymoOptions { Power = 5600 }, TimeProvider.System);
    private int _signsOfLife;

    public ClockJumpTests()
    {
        _served.Box.Written += write =>
        {
            if (write.Address == 6000)
                Interlocked.Increment(ref _signsOfLife);
        };
        Shift("+0");
    }

    private string Clock => Path.Combine(_served.Folder, "clock");

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    // A wall clock alone that jumps ahead: a virtual machine was paused. Both clocks: a suspended machine.
    [Theory]
    [InlineData(true, "+20")]
    [InlineData(true, "+86400")]
    [InlineData(false, "+40")]
    [InlineData(false, "+86400")]
    public async Task Run_ClockJumpsAhead_BoxIsLoweredUntilTheSunIsReportedAgain(bool wallAlone, string seconds)
    {
        await using var service = Start(wallAlone);
        await service.SaysAsync("Inverter may upload");
        await SunAsync();
        Shift(seconds);
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 16, TimeSpan.FromSeconds(10));
        if (wallAlone)
            await service.SaysAsync("count again from their next readings on: the wall clock jumped ahead by");
        await SunAsync();
    }

    [Theory]
    [InlineData("-86400")]
    [InlineData("+3")]
    public async Task Run_WallClockIsSetBackOrALittle_ChangesNothing(string seconds)
    {
        await using var service = Start(wallAlone: true);
        await service.SaysAsync("Inverter may upload");
        await SunAsync();
        Shift(seconds);
        var before = Volatile.Read(ref _signsOfLife);
        await Eventually.TrueAsync(() => Volatile.Read(ref _signsOfLife) >= before + 3);
        Assert.Equal(24, _served.Box.Setpoint);
    }

    private ServiceProcess Start(bool wallAlone)
    {
        var file = Path.Combine(_served.Folder, "wallbox-mqtt.yaml");
        File.WriteAllText(file, $$"""
            inverter: { ftp: { listen: "127.0.0.1:{{_ftp}}", password: secret, passivePorts: any } }
            chargers: [{ url: "tcp://{{_served.EndPoint}}", poll: 0.5 s, failsafe: { timeout: 6 s } }]
            policy: { raiseDelay: 0.5 s }
            web: null
            stateDirectory: {{_served.Folder}}
            mqtt: { url: 'mqtt://127.0.0.1:{{Loopback.FreePort()}}' }
            """);
        var environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = "/usr/$LIB/faketime/libfaketimeMT.so.1",
            ["FAKETIME_TIMESTAMP_FILE"] = Clock,
            ["FAKETIME_NO_CACHE"] = "1",
        };
        if (wallAlone)
            environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        return new ServiceProcess(environment, "run", "--config", file);
    }

    // In the place of the file that is read before each look at a clock.
    private void Shift(string seconds)
    {
        var next = Path.Combine(_served.Folder, "next");
        File.WriteAllText(next, seconds);
        File.Move(next, Clock, overwrite: true);
    }

    // A document of the same second is no news: it is sent until it has been taken.
    private async Task SunAsync()
    {
        var pusher = new FtpPusher(new Uri($"ftp://fronius:secret@127.0.0.1:{_ftp}/home/fronius/push/powerFlow.json"));
        await Eventually.TrueAsync(async () =>
        {
            await pusher.PushAsync(_symo.PowerFlow(), CancellationToken.None);
            return _served.Box.Setpoint == 24;
        });
    }
}
