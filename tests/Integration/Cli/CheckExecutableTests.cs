using System.Text.Json;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Integration.Broker;

namespace WallboxMqtt.Tests.Integration.Cli;

/// <summary><c>check</c> and <c>registers</c> of the executable itself, between real peers.</summary>
public sealed class CheckExecutableTests : IAsyncDisposable
{
    private readonly ServedBox _served = new(new SimulatedEvc04Options { OptionalRegisters = true });
    private readonly List<RegisterWrite> _writes = [];
    private readonly int _ftp = Loopback.FreePort();
    private readonly int _page = Loopback.FreePort();

    public CheckExecutableTests()
    {
        _served.Box.Written += _writes.Add;
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task Check_AllWell_EndsWith0AndChangesNothing()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var inverter = new ServiceProcess(
            "simulate", "inverter", "--push", $"ftp://fronius:secret@127.0.0.1:{_ftp}/home/fronius/push/powerFlow.json", "--every", "1s", "--power", "5600");
        var (exitCode, output) = await RunAsync("check", "--config", Configuration(broker.Port));
        Assert.Equal(0, exitCode);
        Assert.Contains("all well: ", output, StringComparison.Ordinal);
        Assert.Contains("5600 W, stamped ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        Assert.Empty(_writes);
    }

    [Fact]
    public async Task Check_NothingThere_TellsEachInJsonAndEndsWith1()
    {
        var (exitCode, output) = await RunAsync("check", "--json", "--quick", "--config", Configuration(Loopback.FreePort(), Loopback.FreePort()));
        Assert.Equal(1, exitCode);
        using var rows = JsonDocument.Parse(output);
        Assert.Equal(
            ["broker TCP", "charger charger TCP"],
            rows.RootElement.EnumerateArray().Where(row => !row.GetProperty("passed").GetBoolean())
                .Select(row => $"{row.GetProperty("part").GetString()} {row.GetProperty("step").GetString()}"));
        Assert.All(rows.RootElement.EnumerateArray(), row => Assert.Equal(5, row.EnumerateObject().Count()));
    }

    [Fact]
    public async Task Check_ConfigurationFaulty_EndsWith2()
    {
        var file = Path.Combine(_served.Folder, "bad.yaml");
        await File.WriteAllTextAsync(file, "grid: { kap: 16 A }\n");
        var (exitCode, output) = await ExternalProgram.RunAsync(s_program, "check", "--config", file);
        Assert.Equal(2, exitCode);
        Assert.Contains("did you mean \"cap\"?", output, StringComparison.Ordinal);
        (exitCode, output) = await ExternalProgram.RunAsync(s_program, "check", "--json", "--config", file);
        Assert.Equal(2, exitCode);
        Assert.Contains("\"advice\": \"did you mean \\\"cap\\\"?\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registers_OverTcp_AreAllPrintedAndNothingIsWritten()
    {
        var configuration = Configuration(Loopback.FreePort());
        var (exitCode, output) = await RunAsync("registers", "--config", configuration);
        Assert.Equal(0, exitCode);
        Assert.Contains("7310012345678901", output, StringComparison.Ordinal);
        Assert.Contains("VESTELFREEMODE", output, StringComparison.Ordinal);

        (exitCode, output) = await RunAsync("registers", "--json", "--config", configuration);
        Assert.Equal(0, exitCode);
        using var chargers = JsonDocument.Parse(output);
        Assert.Equal(39, chargers.RootElement[0].GetProperty("registers").GetArrayLength());
        Assert.Empty(_writes);
    }

    [Fact]
    public async Task Registers_WallboxDead_SayWhatToDoAndEndWith1()
    {
        var (exitCode, output) = await RunAsync("registers", "--config", Configuration(Loopback.FreePort(), Loopback.FreePort()));
        Assert.Equal(1, exitCode);
        Assert.Contains("look at the wallbox's power", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAndRegisters_ServiceRuns_LeaveItsWallboxAlone()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        var configuration = Configuration(broker.Port);
        await using var service = new ServiceProcess("run", "--config", configuration);
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 16);
        await Eventually.TrueAsync(async () => (await ExternalProgram.RunAsync(s_program, "health", "--config", configuration)).ExitCode == 0);

        var (exitCode, output) = await RunAsync("registers", "--config", configuration);
        Assert.Equal(1, exitCode);
        Assert.Contains("the running service holds it", output, StringComparison.Ordinal);
        (exitCode, output) = await RunAsync("check", "--config", configuration);
        Assert.Contains("the running service has it under control", output, StringComparison.Ordinal);
        Assert.Contains("inverter missing", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.Equal(16, _served.Box.Setpoint);
        Assert.DoesNotContain(service.Lines, line => line.Contains("out of reach", StringComparison.Ordinal));
        Assert.DoesNotContain(service.Lines, line => line.Contains("disconnects this one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("demo")]
    [InlineData("check")]
    [InlineData("registers")]
    [InlineData("lcd")]
    [InlineData("password")]
    [InlineData("simulate", "charger")]
    [InlineData("simulate", "inverter")]
    public async Task Help_OfEachCommand_EndsWith0AndShowsNoInnerDefaults(params string[] command)
    {
        var (exitCode, output) = await RunAsync([.. command, "--help"]);
        Assert.Equal(0, exitCode);
        Assert.Contains("--help", output, StringComparison.Ordinal);
        Assert.DoesNotContain("[default: 0", output, StringComparison.Ordinal);
    }

    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "wallbox-mqtt");

    private static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => ExternalProgram.RunAsync(s_program, arguments);

    private string Configuration(int mqtt, int? charger = null)
    {
        var file = Path.Combine(_served.Folder, "wallbox-mqtt.yaml");
        File.WriteAllText(file, $$"""
            inverter: { ftp: { listen: "127.0.0.1:{{_ftp}}", password: secret, passivePorts: any } }
            chargers: [{ url: "tcp://127.0.0.1:{{charger ?? _served.EndPoint.Port}}", failsafe: { timeout: 6 s } }]
            web: { listen: "127.0.0.1:{{_page}}" }
            stateDirectory: {{_served.Folder}}
            mqtt: { url: 'mqtt://127.0.0.1:{{mqtt}}' }
            """);
        return file;
    }
}
