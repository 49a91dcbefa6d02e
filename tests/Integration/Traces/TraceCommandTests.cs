using System.Text;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Traces;
using WallboxMqtt.Tests.Integration.Cli;

namespace WallboxMqtt.Tests.Integration.Traces;

/// <summary>The executable records a wallbox, and answers as a recorded one did.</summary>
public sealed class TraceCommandTests : IAsyncDisposable
{
    private const string Serial = "7310012345678901";
    private readonly ServedBox _served = new(new SimulatedEvc04Options { Serial = Serial, ChargePointId = "ANNAS-BOX" });
    private readonly int _web = Loopback.FreePort();

    private string Out => Path.Combine(_served.Folder, "box.trace");

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task Trace_Alone_ReadsTheWholeMapAndWritesNothing()
    {
        var writes = 0;
        _served.Box.Written += _ => writes++;
        await using var recording = new ServiceProcess("trace", "--config", Configuration(), "--for", "3 s", "--full", "--out", Out);
        Assert.Equal(0, await recording.EndAsync());
        var trace = Recorded();
        Assert.Equal(0, writes);
        Assert.True(trace.Header.Alone);
        Assert.Equal(TraceAction.Connect, trace.Entries[0].Action);
        Assert.Contains(trace.Entries, entry => entry is { Address: 230, Number: 50, Outcome: TraceOutcome.Words });
        Assert.Contains(trace.Entries, entry => entry is { Address: 1000, Number: 38, Outcome: TraceOutcome.Exception, Code: 2 });
        Assert.Contains(trace.Entries, entry => entry is { Address: 1516, Outcome: TraceOutcome.Exception });
        Assert.True(trace.Entries.Count(entry => entry is { Address: 1020, Number: 2 }) >= 2);
        Assert.All(trace.Entries, entry => Assert.NotEqual(TraceAction.Write, entry.Action));
        AssertNothingPrivate();
    }

    [Fact]
    public async Task Trace_BesideTheService_ShowsItsExchangesAndLeavesItInControl()
    {
        var config = Configuration();
        await using var service = new ServiceProcess("run", "--config", config);
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 16);
        await using var recording = new ServiceProcess("trace", "--config", config, "--for", "10 min", "--out", Out);
        await recording.SaysAsync("beside the running service");
        await Eventually.TrueAsync(() => File.Exists(Out) && File.ReadAllLines(Out).Any(line => line.Contains("write 6 6000 1 -> taken", StringComparison.Ordinal)));

        await using var second = new ServiceProcess("trace", "--config", config, "--out", Path.Combine(_served.Folder, "second.trace"));
        Assert.Equal(1, await second.EndAsync());
        await second.SaysAsync("charger charger is being recorded already");

        await recording.SignalAsync("INT");
        Assert.Equal(0, await recording.EndAsync());
        await recording.SaysAsync("exchanges in box.trace");
        var trace = Recorded();
        Assert.False(trace.Header.Alone);
        Assert.Contains(trace.Entries, entry => entry is { Action: TraceAction.Read, Outcome: TraceOutcome.Words });
        AssertNothingPrivate();
        Assert.Equal(0, _served.Box.FailsafeCount);

        // Whoever was recording has gone: the next one may.
        await using var third = new ServiceProcess("trace", "--config", config, "--for", "2 s", "--out", Path.Combine(_served.Folder, "third.trace"));
        Assert.Equal(0, await third.EndAsync());
    }

    [Fact]
    public async Task Trace_FullBesideTheService_SaysToStopIt()
    {
        var config = Configuration();
        await using var service = new ServiceProcess("run", "--config", config);
        await service.SaysAsync($"127.0.0.1:{_web}");
        await using var recording = new ServiceProcess("trace", "--config", config, "--full", "--out", Out);
        Assert.Equal(1, await recording.EndAsync());
        await recording.SaysAsync("--full needs the wallbox to itself");
        Assert.False(File.Exists(Out));
    }

    [Fact]
    public async Task Trace_WebIsOffAndTheBoxDoesNotAnswer_SaysWhatToDo()
    {
        _served.Box.MasterCame();
        await using var recording = new ServiceProcess("trace", "--config", Configuration(web: "null"), "--for", "2 s", "--out", Out);
        Assert.Equal(1, await recording.EndAsync());
        await recording.SaysAsync("or switch on web.listen and restart it");
        Assert.Contains(Recorded().Entries, entry => entry.Outcome == TraceOutcome.Closed);
    }

    [Fact]
    public async Task Trace_FileExists_IsNotOverwritten()
    {
        await File.WriteAllTextAsync(Out, "mine");
        await using var recording = new ServiceProcess("trace", "--config", Configuration(), "--out", Out);
        Assert.Equal(2, await recording.EndAsync());
        await recording.SaysAsync("exists and is not overwritten");
        Assert.Equal("mine", await File.ReadAllTextAsync(Out));
    }

    [Theory]
    [InlineData("garage", "--charger \"garage\" is not configured; allowed: charger")]
    public async Task Trace_ChargerUnknown_NamesThoseThereAre(string id, string expected)
    {
        await using var recording = new ServiceProcess("trace", "--config", Configuration(), "--charger", id, "--out", Out);
        Assert.Equal(2, await recording.EndAsync());
        await recording.SaysAsync(expected);
    }

    [Fact]
    public async Task Replay_BadFile_EndsWith2AndOneLine()
    {
        await File.WriteAllTextAsync(Out, "wallbox-trace 1\n0.0 0.0 read 4 1000 1 -> two\n");
        await using var charger = new ServiceProcess("simulate", "charger", "--replay", Out);
        Assert.Equal(2, await charger.EndAsync());
        await charger.SaysAsync("line 2: \"two\" is not a result; allowed: words of four hex digits");
        Assert.Single(charger.Lines);
    }

    [Theory]
    [InlineData("sound")]
    [InlineData("firmware-string-silent")]
    public async Task Replay_OfATrace_IsSteered(string name)
    {
        await using var charger = new ServiceProcess(
            "simulate", "charger", "--listen", "127.0.0.1:0", "--replay", Path.Combine(Shipped.Repository.Root, "tests", "Traces", name + ".trace"));
        await charger.SaysAsync("EVC04 on tcp://");
        var address = charger.Lines.First(line => line.StartsWith("EVC04 on", StringComparison.Ordinal)).Split(' ')[2].TrimEnd(',');
        await using var service = new ServiceProcess("run", "--config", Configuration(charger: address));
        await charger.SaysAsync("5004 = 16");
        await charger.SaysAsync("6000 = 1");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_web}") };
        await Eventually.TrueAsync(async () =>
        {
            using var state = await http.GetAsync(new Uri("/api/state", UriKind.Relative));
            return (await state.Content.ReadAsStringAsync()).Contains("\"power\":11000", StringComparison.Ordinal);
        });
    }

    private Trace Recorded()
    {
        var trace = TraceReader.ReadFile(Out, out var fault);
        Assert.True(trace is not null, fault.ToString());
        return trace;
    }

    // Neither as text nor as the hex of its words, and no address.
    private void AssertNothingPrivate()
    {
        var text = File.ReadAllText(Out);
        foreach (var secret in new[] { Serial[..4], "ANNA" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            var hex = Convert.ToHexString(Encoding.ASCII.GetBytes(secret));
            Assert.DoesNotContain($"{hex[..4]} {hex[4..]}", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
    }

    private string Configuration(string? charger = null, string? web = null)
    {
        var file = Path.Combine(_served.Folder, "wallbox-mqtt.yaml");
        File.WriteAllText(file, $$"""
            inverter: { ftp: { listen: "127.0.0.1:0", password: secret, passivePorts: any } }
            chargers: [{ url: "{{charger ?? $"tcp://{_served.EndPoint}"}}", failsafe: { timeout: 6 s } }]
            web: {{web ?? $"{{ listen: \"127.0.0.1:{_web}\" }}"}}
            stateDirectory: {{_served.Folder}}
            mqtt: { url: 'mqtt://127.0.0.1:{{Loopback.FreePort()}}' }
            """);
        return file;
    }
}
