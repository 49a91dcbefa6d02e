using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Tests.Unit.Checks;

namespace WallboxMqtt.Tests.Unit.Devices.Ftp;

public sealed class FtpCheckTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FtpEndpointOptions _ftp = FtpModule.Defaults with { Listen = new(IPAddress.Loopback, FreePort()), Password = "hunter2", FirstPassivePort = 0, LastPassivePort = 0 };

    [Fact]
    public async Task Upload_Comes_IsToldWithPowerAndClock()
    {
        var steps = new CheckSteps("inverter ftp");
        var checking = Check().TryAsync(steps, CancellationToken.None);
        await PushAsync(5600, "hunter2");
        await PassUntilAsync(checking);
        Assert.Equal(["port", "upload"], steps.Rows.Select(row => row.Step));
        Assert.Equal((true, null), (steps.Rows[1].Passed, steps.Rows[1].Advice));
        Assert.StartsWith("5600 W, stamped 2026-06-01T12:00:00.000+00:00, 0 s behind", steps.Rows[1].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_FarAboveTheRating_FailsWithIt()
    {
        var steps = new CheckSteps("inverter ftp");
        var checking = Check().TryAsync(steps, CancellationToken.None);
        await PushAsync(20_000, "hunter2");
        await PassUntilAsync(checking);
        Assert.False(steps.Rows[1].Passed);
        Assert.Contains("allowed: up to 10890 W", steps.Rows[1].Found, StringComparison.Ordinal);
        Assert.Contains("inverter.ratedPower", steps.Rows[1].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_NeverComes_SaysWhatToEnter()
    {
        var row = await FailureAsync(() => Task.CompletedTask);
        Assert.Equal("none within 25 s", row.Found);
        Assert.Contains($": {_ftp.Listen.Port}", row.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{row}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_WithTheWrongPassword_SaysSo()
    {
        var row = await FailureAsync(() => Assert.ThrowsAnyAsync<IOException>(() => PushAsync(5600, "wrong")));
        Assert.Contains("wrong user or password from 127.0.0.1", row.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quick_PortFree_DoesNotWait() =>
        Assert.Equal("not waited for (--quick)", (await Steps.OfAsync(Check(quick: true)))[1].Found);

    [Fact]
    public async Task Port_Taken_Fails()
    {
        using var taken = new TcpListener(_ftp.Listen);
        taken.Start();
        var row = await Steps.FailureOfAsync(Check());
        Assert.Equal("port", row.Step);
        Assert.Contains("inverter.ftp.listen", row.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "status": "ok", "power": 5600 }""", true, "inverter ok, 5600 W, 4 s old")]
    [InlineData("""{ "status": "night" }""", true, "inverter night")]
    [InlineData("""{ "status": "missing" }""", false, "inverter missing")]
    [InlineData("""{ "status": "stale" }""", false, "inverter stale")]
    [InlineData("""{ "status": "invalid" }""", false, "inverter invalid")]
    [InlineData("{ }", true, "the running service has port")]
    public async Task Port_HeldByTheService_AsksIt(string inverter, bool passed, string found)
    {
        using var taken = new TcpListener(_ftp.Listen);
        taken.Start();
        using var state = JsonDocument.Parse($$"""{ "inverter": {{inverter}} }""");
        var row = Assert.Single(await Steps.OfAsync(Check(service: new RunningService(true, state: state.RootElement.Clone(), inverterAge: 4.2))));
        Assert.Equal(passed, row.Passed);
        Assert.Contains(found, row.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-3, "3 s ahead of", false)]
    [InlineData(3600, "3600 s behind", true)]
    [InlineData(-3600, "3600 s ahead of", true)]
    public void Findings_ClockOff_IsHintedAt(int behind, string found, bool hinted)
    {
        var steps = new CheckSteps("inverter ftp");
        var flow = new Balancer.Inverters.Fronius.PowerFlow(0, _time.GetUtcNow(), new Watts(5600), null, null, null, null, null);
        UploadFindings.Report(steps, "upload", flow, TimeSpan.FromSeconds(behind));
        Assert.Contains(found, steps.Rows[0].Found, StringComparison.Ordinal);
        Assert.Equal((true, hinted), (steps.Rows[0].Passed, steps.Rows[0].Advice is not null));
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private FtpCheck Check(bool quick = false, RunningService? service = null) => new(_ftp, new InverterOptions(), Steps.Setting(service, quick, _time));

    // Time passes, little by little, until what happens meanwhile has happened; then all of it.
    private async Task<CheckRow> FailureAsync(Func<Task> meanwhile)
    {
        var steps = new CheckSteps("inverter ftp");
        var checking = Check().TryAsync(steps, CancellationToken.None);
        await PassUntilAsync(meanwhile());
        _time.Advance(UploadWait.Longest);
        await checking;
        return Assert.Single(steps.Rows, row => !row.Passed);
    }

    private async Task PassUntilAsync(Task end)
    {
        while (!end.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None));
        }

        await end;
    }

    private Task PushAsync(double power, string password) =>
        new FtpPusher(new Uri($"ftp://fronius:{password}@{_ftp.Listen}/home/fronius/push/powerFlow.json"))
            .PushAsync(new SimulatedSymo(new SimulatedSymoOptions { Power = power }, _time).PowerFlow(), CancellationToken.None);
}
