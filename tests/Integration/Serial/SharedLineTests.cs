using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Simulator.SunSpec;

namespace WallboxMqtt.Tests.Integration.Serial;

/// <summary>An inverter and a wallbox on one serial line, read and steered side by side.</summary>
public sealed class SharedLineTests
{
    [Fact]
    public async Task SunSpec_OnASerialLine_IsReadWhileTheWallboxIsSteered()
    {
        using var stop = new CancellationTokenSource();
        await using var pair = await SerialPair.PlugAsync();
        using var box = new SimulatedEvc04(new SimulatedEvc04Options(), TimeProvider.System);
        var symo = new SunSpecSymo(new SimulatedSymo(new SimulatedSymoOptions { Power = 5600 }, TimeProvider.System), new SunSpecSymoOptions());
        var serving = new SerialSlave(new Both(box, symo), null, TimeProvider.System).ServeAsync(await pair.OpenFarAsync(), stop.Token);
        var line = new SerialLine(new SerialSettings(pair.Near), SerialPorts.OpenAsync, TimeProvider.System);
        var first = new FirstReading();
        var source = new SunSpecSource(
            new SerialDialer(line, TimeProvider.System),
            new SunSpecSourceOptions { RatedPower = new(9900), MeterUnits = [240], Interval = TimeSpan.FromSeconds(0.5) },
            first,
            TimeProvider.System,
            NullLogger<SunSpecSource>.Instance);
        var reading = source.RunAsync(stop.Token);
        await using var charger = new Evc04Charger(new SerialDialer(line, TimeProvider.System), new Evc04Options { Unit = 17 }, TimeProvider.System);
        await charger.ConnectAsync(CancellationToken.None);
        await charger.WriteSetpointAsync(20, CancellationToken.None);
        await charger.WriteAliveAsync(CancellationToken.None);
        var (read, refused) = await first.Came.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None);
        Assert.Equal((null, 5600d), (refused, read!.Power.Value));
        await Eventually.TrueAsync(() => first.Meter is not null, TimeSpan.FromSeconds(30));
        Assert.Equal(-5150, first.Meter!.Power.Value, 1.0);
        Assert.Equal(20, box.Setpoint);
        Assert.Equal(0, symo.RefusedFunctions);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await charger.DisconnectAsync();
        await serving;
    }

    // The wallbox is unit 17; what is for others the inverter and its meter answer, or nobody does.
    private sealed class Both(IModbusDevice box, IModbusDevice symo) : IModbusDevice
    {
        public int Answer(byte unit, ReadOnlySpan<byte> request, Span<byte> reply) => (unit == 17 ? box : symo).Answer(unit, request, reply);

        public void MasterCame(Action hangUp) => box.MasterCame(hangUp);

        public void MasterWent(Action hangUp) => box.MasterWent(hangUp);
    }
}
