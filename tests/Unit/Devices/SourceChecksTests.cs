using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.HttpPush;
using WallboxMqtt.Bridge.Devices.SolarApi;
using WallboxMqtt.Bridge.Devices.SunSpec;
using WallboxMqtt.Bridge.Devices.WatchedFile;
using WallboxMqtt.Simulator.Fronius;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Simulator.SunSpec;
using WallboxMqtt.Tests.Unit.Checks;

namespace WallboxMqtt.Tests.Unit.Devices;

/// <summary>The checks of the inverter's sources, against the simulators.</summary>
public sealed class SourceChecksTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("wallbox-check-").FullName;
    private readonly SimulatedSymo _symo = new(new SimulatedSymoOptions { Power = 5600 }, TimeProvider.System);

    [Fact]
    public async Task SolarApi_Answers_TellsPowerAndMeter()
    {
        using var server = new SolarApiServer(new IPEndPoint(IPAddress.Loopback, 0), _symo);
        server.Bind();
        var serving = server.RunAsync(_stop.Token);
        var rows = await Steps.OfAsync(SolarApi(server.LocalEndPoint!.Port, 9900));
        Assert.Equal(["TCP", "power flow", "meter"], rows.Select(row => row.Step));
        Assert.All(rows, row => Assert.True(row.Passed, row.Found));
        Assert.StartsWith("5600 W, stamped ", rows[1].Found, StringComparison.Ordinal);
        Assert.Contains("from the grid, each phase reported", rows[2].Found, StringComparison.Ordinal);
        await _stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task SolarApi_AboveTheRating_FailsWithIt()
    {
        using var server = new SolarApiServer(new IPEndPoint(IPAddress.Loopback, 0), _symo);
        server.Bind();
        var serving = server.RunAsync(_stop.Token);
        var row = await Steps.FailureOfAsync(SolarApi(server.LocalEndPoint!.Port, 3000));
        Assert.Contains("allowed: up to 3300 W", row.Found, StringComparison.Ordinal);
        Assert.Contains("inverter.ratedPower", row.Advice, StringComparison.Ordinal);
        await _stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task SolarApi_NobodyListens_SaysWhatToSwitchOn()
    {
        var row = await Steps.FailureOfAsync(SolarApi(FreePort(), 9900));
        Assert.Equal("TCP", row.Step);
        Assert.Contains("Solar API", row.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9900, true)]
    [InlineData(3000, false)]
    public async Task SunSpec_Answers_TellsWhoItIsAndWhatItSays(double rated, bool passed)
    {
        using var server = new ModbusTcpServer(new IPEndPoint(IPAddress.Loopback, 0), null, new SunSpecSymo(_symo, new SunSpecSymoOptions()), TimeProvider.System);
        server.Bind();
        var serving = server.RunAsync(_stop.Token);
        var rows = await Steps.OfAsync(SunSpec(server.LocalEndPoint!.Port, rated));
        var said = rows.Single(row => row.Step == "SunSpec");
        Assert.Equal(passed, said.Passed);
        Assert.Contains(passed ? "5600 W; unit 1 of tcp://127.0.0.1" : "allowed: up to 3300 W", said.Found, StringComparison.Ordinal);
        if (passed)
            Assert.Contains("W from the grid", rows.Single(row => row.Step == "meter").Found, StringComparison.Ordinal);
        await _stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task SunSpec_NobodyListens_SaysWhatToSwitchOn() =>
        Assert.Contains("Modbus TCP", (await Steps.FailureOfAsync(SunSpec(FreePort(), 9900))).Advice, StringComparison.Ordinal);

    [Fact]
    public async Task HttpPush_UploadComes_IsToldWithItsPower()
    {
        var listen = new IPEndPoint(IPAddress.Loopback, FreePort());
        var checking = Steps.OfAsync(new HttpPushCheck(
            new HttpPushOptions { Listen = listen, Secret = "hunter2hunter2" }, new InverterOptions(), Steps.Setting()));
        using var pusher = new HttpPusher(new Uri($"http://{listen}/fronius/push/hunter2hunter2"));
        await RepeatAsync(checking, () => pusher.PushAsync(_symo.PowerFlow(), _stop.Token));
        var rows = await checking;
        Assert.Equal(["port", "upload"], rows.Select(row => row.Step));
        Assert.StartsWith("5600 W, stamped ", rows[1].Found, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.DoesNotContain("hunter2", $"{row}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HttpPush_PortTaken_Fails()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var row = await Steps.FailureOfAsync(new HttpPushCheck(
            new HttpPushOptions { Listen = (IPEndPoint)taken.LocalEndpoint }, new InverterOptions(), Steps.Setting()));
        Assert.Contains("inverter.httpPush.listen", row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_Changes_IsToldWithItsPower()
    {
        var path = Path.Combine(_directory, "powerFlow.json");
        await File.WriteAllBytesAsync(path, _symo.PowerFlow());
        var checking = Steps.OfAsync(FileCheck(path, quick: false));
        await RepeatAsync(checking, () => File.WriteAllBytesAsync(path, _symo.PowerFlow()));
        var rows = await checking;
        Assert.Equal(["file", "upload"], rows.Select(row => row.Step));
        Assert.StartsWith("5600 W, stamped ", rows[1].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_Missing_Fails() =>
        Assert.Contains("inverter.file.path", (await Steps.FailureOfAsync(FileCheck(Path.Combine(_directory, "none.json"), quick: true))).Advice, StringComparison.Ordinal);

    [Theory]
    [InlineData("solar_api", true)]
    [InlineData("file", false)]
    public async Task Service_Running_IsAskedForTheSource(string source, bool passed)
    {
        using var state = JsonDocument.Parse("""{ "inverter": { "status": "ok", "sources": { "solar_api": { "status": "ok", "power": 5600 }, "file": { "status": "stale" } } } }""");
        var service = new RunningService(true, state: state.RootElement.Clone());
        ILinkCheck check = source == "file"
            ? new FileCheck(new WatchedFileOptions(Path.Combine(_directory, "none.json")), new InverterOptions(), Steps.Setting(service, quick: true))
            : new SolarApiCheck(new SolarApiOptions(new Uri("http://127.0.0.1:1"), TimeSpan.FromSeconds(5)), new InverterOptions(), Steps.Setting(service));
        var row = (await Steps.OfAsync(check))[0];
        Assert.Equal(passed, row.Passed);
        Assert.Contains($"inverter {(passed ? "ok" : "stale")}", row.Found, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    // Until the check has what it waits for: it may not listen yet.
    private static async Task RepeatAsync(Task until, Func<Task> deed)
    {
        while (!until.IsCompleted)
        {
            try
            {
                await deed();
            }
            catch (Exception early) when (early is HttpRequestException or IOException)
            {
                // Not there yet, or no longer.
            }

            await Task.WhenAny(until, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, CancellationToken.None));
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static SolarApiCheck SolarApi(int port, double rated) => new(
        new SolarApiOptions(new Uri($"http://127.0.0.1:{port}"), TimeSpan.FromSeconds(5)), new InverterOptions { RatedPower = new(rated) }, Steps.Setting());

    private static SunSpecCheck SunSpec(int port, double rated) => new(
        new SunSpecOptions(ModbusAddress.Parse($"tcp://127.0.0.1:{port}"), new SunSpecSourceOptions { RatedPower = new(rated) }),
        new ModbusTcpDialer("127.0.0.1", port),
        Steps.Setting());

    private static FileCheck FileCheck(string path, bool quick) => new(new WatchedFileOptions(path), new InverterOptions(), Steps.Setting(quick: quick));
}
