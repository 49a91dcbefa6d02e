using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Cli.Check;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Unit.Checks;

namespace WallboxMqtt.Tests.Unit.Cli.Check;

/// <summary>Clock, display and the status page's port.</summary>
public sealed class MachineCheckTests
{
    [Theory]
    [InlineData(2026, true, true, false)]
    [InlineData(2026, false, true, true)]
    [InlineData(2026, null, true, true)]
    [InlineData(1970, false, false, true)]
    [InlineData(1970, true, false, true)]
    [InlineData(2255, true, false, true)]
    public async Task Clock_ByYearAndSynchronisation_PassesOrFails(int year, bool? synchronised, bool passed, bool advised)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero));
        var row = Assert.Single(await Steps.OfAsync(new ClockCheck(new FixedClock(synchronised), time)));
        Assert.Equal((passed, advised), (row.Passed, row.Advice is not null));
    }

    [Fact]
    public void Clock_OfThisMachine_SaysHowItIs() => Assert.NotNull(new SystemClock().IsSynchronised);

    [Fact]
    public async Task Display_None_Passes() => Assert.True(Assert.Single(await Steps.OfAsync(new DisplayCheck(new LcdOptions()))).Passed);

    [Fact]
    public async Task Display_DeviceMissing_FailsWithAdvice()
    {
        var row = await Steps.FailureOfAsync(new DisplayCheck(new LcdOptions(new LcdSpiOptions { Bus = 99 })));
        Assert.Contains("/dev/spidev99.0 is missing", row.Found, StringComparison.Ordinal);
        Assert.Contains("raspi-config", row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Off_Passes() => Assert.True(Assert.Single(await Steps.OfAsync(new WebCheck(null, RunningService.None))).Passed);

    [Fact]
    public async Task Page_PortFree_Passes() =>
        Assert.True(Assert.Single(await Steps.OfAsync(new WebCheck(new WebOptions { Listen = new(IPAddress.Loopback, 0) }, RunningService.None))).Passed);

    [Fact]
    public async Task Page_PortTaken_FailsUnlessItIsTheService()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var web = new WebOptions { Listen = (IPEndPoint)taken.LocalEndpoint };
        var row = await Steps.FailureOfAsync(new WebCheck(web, new RunningService(false, "something else answers there")));
        Assert.Contains("something else answers there", row.Found, StringComparison.Ordinal);
        Assert.Contains($"sport = :{web.Listen.Port}", row.Advice, StringComparison.Ordinal);
        Assert.True(Assert.Single(await Steps.OfAsync(new WebCheck(web, new RunningService(true)))).Passed);
        var stuck = await Steps.FailureOfAsync(new WebCheck(web, new RunningService(true) { Stuck = "stuck: garage" }));
        Assert.Contains("says stuck: garage", stuck.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AddressOfAnotherMachine_Fails()
    {
        var row = await Steps.FailureOfAsync(new WebCheck(new WebOptions { Listen = new(IPAddress.Parse("192.0.2.77"), 0) }, RunningService.None));
        Assert.Contains("this machine has no such address", row.Advice, StringComparison.Ordinal);
    }

    private sealed class FixedClock(bool? synchronised) : SystemClock
    {
        internal override bool? IsSynchronised => synchronised;
    }
}
