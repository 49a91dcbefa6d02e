using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Tests.Integration.Cli;

namespace WallboxMqtt.Tests.Integration.Gateways;

/// <summary>A wallbox behind a gateway with a manner of its own: in control within 5 s, and it stays so.</summary>
public sealed class GatewayTests
{
    private static readonly TimeSpan s_inControl = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_failsafe = TimeSpan.FromSeconds(6);

    [Fact]
    public Task Wallbox_BehindAGatewayWithAManner_IsSteeredAndKeptAlive() => Task.WhenAll(
        Steer(GatewayKind.NumbersAreZero, "same transaction number"),
        Steer(GatewayKind.CountsByItself, "counts transactions by itself"),
        Steer(GatewayKind.AnotherUnit, "it answers as unit 1"),
        Steer(GatewayKind.EachAnswerTwice, "it sends each answer twice"),
        Steer(GatewayKind.CrcWithinTheLength, "it leaves the CRC on its answers"),
        Steer(GatewayKind.CrcBehindTheFrame, "it sends the CRC after its answers"),
        Steer(GatewayKind.RtuOverTcp, null),
        Steer(GatewayKind.HalfFrames, null));

    [Fact]
    public async Task Answers_OneInTwentyLate_CostThemselvesAndNotTheConnection()
    {
        const int requests = 80;
        await using var gateway = new Gateway(GatewayKind.OneInTwentyLate);
        await using var client = new ModbusClient(
            await new ModbusTcpDialer("127.0.0.1", gateway.Port).DialAsync(TestContext.Current.CancellationToken), 255, TimeProvider.System);
        var silences = new List<int>();
        for (var i = 1; i <= requests; i++)
        {
            try
            {
                // What is read differs from one request to the next, so that an answer of another would be seen.
                if (i % 2 == 0)
                    await client.WriteAsync(5004, (ushort)(6 + (i % 20)), ModbusClient.DefaultTimeout, TestContext.Current.CancellationToken);
                else
                    await ReadBackAsync(client, (ushort)(i < 3 ? gateway.Box.Setpoint : 6 + ((i - 1) % 20)));
            }
            catch (ModbusSilenceException)
            {
                silences.Add(i);
            }
        }

        Assert.Equal([20, 40, 60, 80], silences);
        Assert.Equal(1, gateway.Connections);
    }

    [Theory]
    [InlineData(GatewayKind.NumbersAreZero, "its answers all have the same transaction number")]
    [InlineData(GatewayKind.RtuOverTcp, "connected to rtu+tcp://127.0.0.1:")]
    public async Task Executable_BehindAGateway_SteersAndSaysWhatItLearnt(GatewayKind kind, string reported)
    {
        await using var gateway = new Gateway(kind);
        var writes = new ConcurrentQueue<RegisterWrite>();
        gateway.Box.Written += writes.Enqueue;
        var directory = Directory.CreateTempSubdirectory("wallbox-gateway");
        var file = Path.Combine(directory.FullName, "wallbox-mqtt.yaml");
        await File.WriteAllTextAsync(
            file,
            $$"""
              inverter: { file: { path: {{directory.FullName}}/power.json } }
              chargers: [ { url: "{{gateway.Url.OriginalString}}" } ]
              mqtt: { url: "mqtt://127.0.0.1:{{Loopback.FreePort()}}" }
              web: null
              stateDirectory: {{directory.FullName}}
              """,
            TestContext.Current.CancellationToken);
        await using (var service = new ServiceProcess("run", "--config", file))
        {
            await Eventually.TrueAsync(() => writes.Any(write => write.Address == 6000), what: () => string.Join('\n', service.Lines));
            Assert.Equal(16, gateway.Box.Setpoint);
            await service.SaysAsync(reported);
            Assert.Equal(1, gateway.Connections);
        }

        directory.Delete(recursive: true);
    }

    private static async Task ReadBackAsync(ModbusClient client, ushort expected)
    {
        var word = new byte[2];
        await client.ReadAsync(ModbusFunction.ReadHoldingRegisters, 5004, word, ModbusClient.DefaultTimeout, TestContext.Current.CancellationToken);
        Assert.Equal(expected, (word[0] << 8) | word[1]);
    }

    private static async Task Steer(GatewayKind kind, string? manner)
    {
        await using var gateway = new Gateway(kind);
        var logged = new CollectingLoggerProvider();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(logged));
        var writes = new ConcurrentQueue<(RegisterWrite Write, long At)>();
        var struck = 0;
        gateway.Box.PlugIn(new SimulatedCar { StartDelay = TimeSpan.FromSeconds(0.5) });
        gateway.Box.Written += write => writes.Enqueue((write, TimeProvider.System.GetTimestamp()));
        gateway.Box.FailsafeStruck += () => struck++;
        var balancing = new ControlComposition(LoopOptions.For(gateway.Url.OriginalString, s_failsafe), new Intent(ChargingMode.PvBoost, null), ControlParts.For(TimeProvider.System, loggers));
        using var stop = new CancellationTokenSource();
        var start = TimeProvider.System.GetTimestamp();
        var controlling = balancing.Loops[0].RunAsync(stop.Token);
        await Eventually.TrueAsync(() => writes.Any(write => write.Write.Address == 6000), what: () => $"{kind}: {balancing.Reports.Latest?.Chargers[0]}");
        var took = TimeProvider.System.GetElapsedTime(start, writes.First(write => write.Write.Address == 5004).At);
        Assert.True(took < s_inControl, $"{kind}: in control after {took}");

        // Signs of life over more than two failsafe times, on the same connection.
        await Eventually.TrueAsync(
            () => TimeProvider.System.GetElapsedTime(start, writes.Last(write => write.Write.Address == 6000).At) > 2.2 * s_failsafe, 4 * s_failsafe, () => $"{kind}: {balancing.Reports.Latest?.Chargers[0]}");
        Assert.Equal((kind, 0, 1, 16), (kind, struck, gateway.Connections, gateway.Box.Setpoint));
        Assert.True(balancing.Reports.Latest!.Chargers[0].Online);
        await stop.CancelAsync();
        await controlling;
        Assert.Equal(manner is null ? 0 : 1, logged.Lines.Count(log => log.Line.Contains("has a manner of its own", StringComparison.Ordinal)));
        Assert.Contains(logged.Lines, log => manner is null || log.Line.Contains(manner, StringComparison.Ordinal));
    }
}
