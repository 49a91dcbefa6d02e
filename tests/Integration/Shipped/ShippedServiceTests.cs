using System.Net;
using WallboxMqtt.Simulator.Evc04;
using WallboxMqtt.Simulator.Modbus;
using WallboxMqtt.Tests.Integration.Cli;

namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>The service at the shipped broker, over TLS, as its user: nothing that it needs is denied.</summary>
public sealed class ShippedServiceTests(ShippedBroker broker) : IClassFixture<ShippedBroker>
{
    [Theory]
    [InlineData("device", "homeassistant/device/wallbox-mqtt_bridge/config")]
    [InlineData("component", "homeassistant/select/wallbox-mqtt_bridge/mode/config")]
    public async Task Service_AtTheBroker_IsFoundCommandedAndNeverDenied(string style, string discovery)
    {
        using var box = new SimulatedEvc04(new SimulatedEvc04Options(), TimeProvider.System);
        using var modbus = new ModbusTcpServer(new IPEndPoint(IPAddress.Loopback, 0), 255, box, TimeProvider.System);
        modbus.Bind();
        using var stop = new CancellationTokenSource();
        var serving = modbus.RunAsync(stop.Token);

        await using var home = await broker.VisitAsync("homeassistant");
        await home.SubscribeAsync("homeassistant/#", "wallbox/#");
        Assert.True(await home.PublishAsync("wallbox/mode/set", "off", retain: true));
        await using (var service = new ServiceProcess("run", "--config", Configuration(modbus.LocalEndPoint!, style)))
        {
            await Eventually.TrueAsync(() => home.HasReceived(discovery) && home.HasReceived("wallbox/status", "online"));
            await Eventually.TrueAsync(() => home.HasReceived("wallbox/charger/available", "online"));

            // The command that somebody had retained is cleared.
            await Eventually.TrueAsync(() => home.HasReceived("wallbox/mode/set", string.Empty));
            Assert.True(await home.PublishAsync("wallbox/mode/set", "off", responseTopic: "wallbox/command/result/me"));
            await Eventually.TrueAsync(() => home.Received.Any(message => message.Topic == "wallbox/command/result/me"));
            await Eventually.TrueAsync(() => home.HasReceived("wallbox/mode", "off"));
            Assert.DoesNotContain(service.Lines, line => line.Contains("authorized", StringComparison.OrdinalIgnoreCase));

            // An answer outside the bridge's own topics is denied by the broker, and the bridge says so.
            Assert.True(await home.PublishAsync("wallbox/mode/set", "fixed", responseTopic: "answers/me"));
            await service.SaysAsync("answers/me");
            await Eventually.TrueAsync(() => home.HasReceived("wallbox/mode", "fixed"));
            await service.SignalAsync("TERM");
            Assert.Equal(0, await service.EndAsync());
        }

        await Eventually.TrueAsync(() => home.Received.Last(message => message.Topic == "wallbox/status").Payload == "offline");
        await stop.CancelAsync();
        await serving;
    }

    private string Configuration(IPEndPoint charger, string style)
    {
        var secrets = broker.Secrets;
        var directory = Directory.CreateDirectory(Path.Combine(secrets.Home, style)).FullName;
        var file = Path.Combine(directory, "wallbox-mqtt.yaml");
        File.WriteAllText(file, $$"""
            inverter:
              ftp: { listen: "127.0.0.1:0", password: secret, passivePorts: any }
            chargers:
              - url: tcp://{{charger}}
            mqtt:
              url: mqtts://localhost:{{broker.TlsPort}}
              user: wallbox
              passwordFile: {{secrets.Folder}}/secrets/wallbox
              caFile: {{secrets.Authority}}
              discovery: { style: {{style}} }
            web: null
            stateDirectory: {{directory}}
            """);
        return file;
    }
}
