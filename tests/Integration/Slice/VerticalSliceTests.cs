using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Tests.Integration.Broker;

namespace WallboxMqtt.Tests.Integration.Slice;

/// <summary>The whole product on real protocols: FTP in, Modbus TCP out, a real Mosquitto beside it.</summary>
public sealed class VerticalSliceTests : IAsyncLifetime
{
    private readonly TestBroker _broker = new();

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task Modes_OverMqtt_GiveTheContractsAmperes()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        await home.SeesAsync("wallbox/charger/setpoint", "24");
        await home.SeesAsync("wallbox/balancer/allowance", "16640");

        await home.PublishAsync("wallbox/mode/set", "Fixed");
        await Eventually.TrueAsync(() => service.Box.Setpoint == 16);
        await home.SeesAsync("wallbox/mode", "fixed");
        await home.PublishAsync("wallbox/mode/set", "off");
        await Eventually.TrueAsync(() => service.Box.Setpoint == 0);
        await Eventually.TrueAsync(() => service.Box.DrawnPower < 10);
        await home.SeesAsync("wallbox/charger/state", "suspended-evse");
        await home.PublishAsync("wallbox/mode/set", "pv_boost");
        await Eventually.TrueAsync(() => service.Box.Setpoint == 24);
        await home.PublishAsync("wallbox/limit/set", "4.2 kW");
        await Eventually.TrueAsync(() => service.Box.Setpoint == 6);
        await home.SeesAsync("wallbox/balancer/reason", "limit");
    }

    [Fact]
    public async Task Curl_UploadsAsTheInverter_RaisesTheSetpoint()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await service.StartAsync();
        var file = Path.Combine(service.StateDirectory, "powerFlow.json");
        await File.WriteAllBytesAsync(file, ServiceUnderTest.PowerFlow(9900));
        await ExternalProgram.SucceedAsync("curl", "-sS", "-T", file, $"ftp://fronius:secret@{service.Ftp}/home/fronius/push/");
        await Eventually.TrueAsync(() => service.Box.Setpoint == 30);
    }

    /// <summary>The order of events: the lower setpoint is in the wallbox while the upload that told of the cloud still stands open.</summary>
    [Fact]
    public async Task Cloud_UploadStillOpen_HasLoweredTheSetpoint()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);

        using var control = new TcpClient();
        await control.ConnectAsync(service.Ftp);
        using var replies = new StreamReader(control.GetStream());
        async Task<string> AskAsync(string command)
        {
            await control.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
            return (await replies.ReadLineAsync())!;
        }

        await replies.ReadLineAsync();
        await AskAsync("USER fronius");
        await AskAsync("PASS secret");
        var passive = await AskAsync("EPSV");
        using var data = new TcpClient();
        await data.ConnectAsync("127.0.0.1", int.Parse(passive.Split('|')[3]));
        Assert.StartsWith("150", await AskAsync("STOR /home/fronius/push/powerFlow.json"), StringComparison.Ordinal);
        await data.GetStream().WriteAsync(ServiceUnderTest.PowerFlow(1400));

        await Eventually.TrueAsync(() => service.Box.Setpoint == 18);
        Assert.Equal(18, service.Setpoints.Last());
        data.Close();
        Assert.StartsWith("226", await replies.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_Truncated_ChangesNothing()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        var file = Path.Combine(service.StateDirectory, "half.json");
        await File.WriteAllBytesAsync(file, ServiceUnderTest.PowerFlow(9900)[..150]);
        await ExternalProgram.SucceedAsync("curl", "-sS", "-T", file, $"ftp://fronius:secret@{service.Ftp}/home/fronius/push/powerFlow.json");
        await Eventually.TrueAsync(() => service.Logged.Lines.Any(line => line.Line.Contains("not a whole JSON document", StringComparison.Ordinal)));
        Assert.Equal((24, 5600), (service.Box.Setpoint, service.Report!.Inverter.Reading!.Power.Value));
    }

    [Fact]
    public async Task Inverter_Silent_EndsInTheCapAfterMaxAge()
    {
        await using var service = new ServiceUnderTest(
            _broker.Port, options => options with { Inverter = options.Inverter with { MaxAge = TimeSpan.FromSeconds(2) } });
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        await Eventually.TrueAsync(() => service.Box.Setpoint == 16);
        await Eventually.TrueAsync(() => service.Report!.Balancer.Reason == DecisionReason.InverterStale);
        await home.SeesAsync("wallbox/inverter/status", "stale");
        await home.SeesAsync("wallbox/inverter/available", "offline");
    }

    [Fact]
    public async Task Broker_AbsentFromTheStart_IsNotMissed()
    {
        await _broker.KillAsync();
        await using var service = new ServiceUnderTest(_broker.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        Assert.True(service.Report!.Chargers[0].Online);
        Assert.Single(service.Logged.Lines, line => line.Line.Contains("broker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restart_CommandedModeAndLimit_AreRemembered()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await service.StartAsync();
        // A command that is sent before the service has subscribed reaches nobody.
        await home.SeesAsync("wallbox/status", "online");
        await home.PublishAsync("wallbox/mode/set", "fixed");
        await home.PublishAsync("wallbox/limit/set", "7000");
        await Eventually.TrueAsync(() => home.Count("wallbox/command/result") == 2);
        await service.StopAsync();
        Assert.Equal(10, service.Box.Setpoint);

        await using var next = new ServiceUnderTest(_broker.Port, options => options with { StateDirectory = service.StateDirectory });
        await next.StartAsync();
        Assert.Equal(10, next.Box.Setpoint);
        Assert.Equal(new Intent(ChargingMode.Fixed, new Balancer.Units.Watts(7000)), next.Intents.Current);
    }

    [Fact]
    public async Task State_Damaged_IsOffAndWarns()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await File.WriteAllTextAsync(Path.Combine(service.StateDirectory, "intent.json"), "{\"mode\":\"turbo\"");
        await service.StartAsync();
        Assert.Equal((ChargingMode.Off, 0), (service.Intents.Current.Mode, service.Box.Setpoint));
        Assert.Contains(service.Logged.Lines, line => line.Line.Contains("intent.json and its copy cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_AndState_AreServed()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        using var http = new HttpClient { BaseAddress = await service.PageAsync() };
        Assert.Contains("Wallbox", await http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Equal("live\n", await http.GetStringAsync("/health/live"));
        Assert.Equal("ready\n", await http.GetStringAsync("/health/ready"));
        using var state = JsonDocument.Parse(await http.GetStringAsync("/api/state"));
        Assert.Equal(5600, state.RootElement.GetProperty("inverter").GetProperty("power").GetDouble());
        var png = await http.GetByteArrayAsync("/lcd.png");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        using var missing = await http.GetAsync("/nothing");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
    }
}
