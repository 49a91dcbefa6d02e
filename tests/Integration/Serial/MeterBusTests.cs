using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;

namespace WallboxMqtt.Tests.Integration.Serial;

/// <summary>A wallbox that is the master on its line, as one was measured: it asks for its meter and answers nothing.</summary>
public sealed class MeterBusTests
{
    private static readonly byte[] s_request = Convert.FromHexString("0103500C000614CB");
    private static readonly GridCap s_cap = new(new Amperes(16), null, 3, new Volts(230));

    [Theory]
    [InlineData(0.3, "line")]
    [InlineData(2, "Modbus")]
    public async Task Check_WallboxIsTheMaster_IsRecognised(double interval, string step)
    {
        await using var pair = await SerialPair.PlugAsync();
        await using var far = await pair.OpenFarAsync();
        using var stop = new CancellationTokenSource();
        var asking = AskAsync(far, TimeSpan.FromSeconds(interval), stop.Token);
        var link = new Evc04Link(ModbusAddress.Parse($"rtu://{pair.Near}?baud=9600&parity=none&stopBits=1"));
        var check = new Evc04Check(
            new ChargerOptions { Device = Evc04Module.Instance.Configured(link) }, link, s_cap, pair.Dialer(),
            new CheckSetting(RunningService.None, Quick: false, TimeProvider.System));
        var steps = new CheckSteps("charger");
        await check.TryAsync(steps, CancellationToken.None);
        await stop.CancelAsync();
        await asking;
        var failed = Assert.Single(steps.Rows, row => !row.Passed);
        Assert.Equal(step, failed.Step);
        Assert.StartsWith("the wallbox is the master on this line: it is its meter bus, it cannot be steered here", failed.Found, StringComparison.Ordinal);
    }

    /// <summary>A pseudo-terminal takes no parity: that costs the second part of it only.</summary>
    [Fact]
    public async Task Overhear_NobodySends_SaysHowLongItListened()
    {
        await using var pair = await SerialPair.PlugAsync();
        var traffic = await pair.Dialer().OverhearAsync(TimeSpan.FromSeconds(0.2), CancellationToken.None);
        Assert.Equal(("0.2 s at 9600 8N1", 0, null), (traffic!.Listened, traffic.Bytes, traffic.Request));
    }

    private static async Task AskAsync(Stream far, TimeSpan interval, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await far.WriteAsync(s_request, stopping);
                await Task.Delay(interval, TimeProvider.System, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
