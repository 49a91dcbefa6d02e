using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Serial;

/// <summary>The control path as the service puts it together, on a serial line with a simulated wallbox at its end.</summary>
public sealed class SerialLoopTests : IAsyncLifetime
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _off = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CollectingLoggerProvider _logged = new();
    private readonly ConcurrentQueue<RegisterWrite> _writes = new();
    private readonly SimulatedEvc04 _box = new(new SimulatedEvc04Options(), TimeProvider.System);
    private SerialPair _pair = null!;
    private ILoggerFactory _loggers = null!;
    private ControlComposition _balancing = null!;
    private Task _controlling = Task.CompletedTask;
    private Task<string?> _serving = null!;

    private ChargerReport? Charger => _balancing.Reports.Latest?.Chargers[0];

    public async ValueTask InitializeAsync()
    {
        _box.PlugIn(new SimulatedCar { StartDelay = TimeSpan.FromSeconds(0.5), FollowTime = TimeSpan.FromSeconds(0.5) });
        _box.Written += _writes.Enqueue;
        _pair = await SerialPair.PlugAsync();
        await ServeAsync();
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_logged));
        _balancing = new ControlComposition(
            LoopOptions.For($"rtu://{_pair.Near}?baud=9600&parity=none&stopBits=1", TimeSpan.FromSeconds(6)), new Intent(ChargingMode.PvBoost, null), ControlParts.For(TimeProvider.System, _loggers));
        _controlling = _balancing.Loops[0].RunAsync(_stop.Token);
        await Eventually.TrueAsync(() => Charger?.Online == true && _box.Setpoint == 16, s_long, () => $"{Charger}");
    }

    [Fact]
    public async Task Loop_OnASerialLine_FollowsTheSunAndGivesSignsOfLife()
    {
        Shine(5600);
        await Eventually.TrueAsync(() => _box.Setpoint == 24, s_long);
        Shine(0);
        await Eventually.TrueAsync(() => _box.Setpoint == 16, s_long);
        await Eventually.TrueAsync(() => _writes.Any(write => write is { Address: 6000, Value: 1 }), s_long);
        Assert.Contains(_writes, write => write is { Address: 2000, Value: 10 });
        await Eventually.TrueAsync(() => Charger?.Identity?.Serial == "7310012345678901", s_long, () => $"{Charger}");
        Assert.All(_writes.Where(write => write.Address == 5004), write => Assert.True(write.Value <= 24));
    }

    [Fact]
    public async Task Loop_AdapterUnpluggedAndBack_GoesOn()
    {
        await _pair.UnplugAsync();
        Assert.NotNull(await _serving);
        await Eventually.TrueAsync(() => Charger is { Online: false }, s_long);
        await Eventually.TrueAsync(() => Charger!.Fault!.Contains("there is no", StringComparison.Ordinal), s_long, () => $"{Charger!.Fault}");
        await Eventually.TrueAsync(() => _box.InFailsafe && _box.Setpoint == 10, s_long);

        await _pair.PlugInAsync();
        await ServeAsync();
        await Eventually.TrueAsync(() => Charger is { Online: true } && _box.Setpoint == 16, s_long, () => $"{Charger!.Fault}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _controlling;
        await _off.CancelAsync();
        await _serving;
        await _pair.DisposeAsync();
        _loggers.Dispose();
        _box.Dispose();
    }

    private async Task ServeAsync() => _serving = new SerialSlave(_box, 255, TimeProvider.System).ServeAsync(await _pair.OpenFarAsync(), _off.Token);

    private void Shine(double power)
    {
        _balancing.Inbox.Offer("test", ServiceUnderTest.PowerFlow(power), out var fault);
        Assert.Null(fault);
    }
}
