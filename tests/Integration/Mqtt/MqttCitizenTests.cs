using System.Text;
using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Tests.Integration.Broker;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>Manners on a real Mosquitto.</summary>
public sealed class MqttCitizenTests : IAsyncLifetime
{
    private readonly TestBroker _broker = new();

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task Topics_AllOfTheContract_AreRetained()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        string[] expected =
        [
            "status", "mode", "limit", "state", "inverter/available", "inverter/status", "inverter/power", "inverter/grid_power", "inverter/load_power",
            "inverter/energy_total", "inverter/energy_day", "charger/available", "charger/state", "charger/charging", "charger/vehicle", "charger/problem",
            "charger/power", "charger/power_l1", "charger/power_l2", "charger/power_l3", "charger/current_l1", "charger/current_l2", "charger/current_l3",
            "charger/voltage_l1", "charger/voltage_l2", "charger/voltage_l3", "charger/energy_total", "charger/session_energy", "charger/session_duration",
            "charger/setpoint", "charger/max_current", "charger/failsafe_current", "charger/fault_code", "charger/info",
            "balancer/allowance", "balancer/cap", "balancer/phases", "balancer/reason", "inverter/sources", "problem", "problems", "charger/fault", "charger/pv_energy", "charger/grid_energy",
        ];

        await using var late = await BrokerClient.ConnectAsync(_broker.Port);
        await Eventually.TrueAsync(() => expected.All(topic => late.Received.Any(message => message.Topic == $"wallbox/{topic}")), TimeSpan.FromMinutes(1));
        await using var later = await BrokerClient.ConnectAsync(_broker.Port);
        await Eventually.TrueAsync(() => expected.All(topic => later.Received.Any(message => message.Topic == $"wallbox/{topic}")));
        var retained = later.Received.Where(message => message.Retained).Select(message => message.Topic).ToHashSet();
        Assert.Equal([], expected.Where(topic => !retained.Contains($"wallbox/{topic}")));
        Assert.Equal([], late.Last.Keys.Where(topic => topic.StartsWith("wallbox/", StringComparison.Ordinal) && !expected.Contains(topic[8..])));
        Assert.Equal("1234.5", late.Last["wallbox/charger/energy_total"]);
    }

    [Theory]
    [InlineData("mode", "turbo", "not a mode; allowed: pv-boost, fixed, off")]
    [InlineData("mode", "", "empty")]
    [InlineData("limit", "-1", "not a limit; allowed: none, or a power from 0 W to 100 kW such as 4200 or 4.2 kW")]
    [InlineData("limit", "16 A", "not a limit; allowed: none, or a power from 0 W to 100 kW such as 4200 or 4.2 kW")]
    [InlineData("limit", "NaN", "not a limit; allowed: none, or a power from 0 W to 100 kW such as 4200 or 4.2 kW")]
    [InlineData("limit", "1e9", "not a limit; allowed: none, or a power from 0 W to 100 kW such as 4200 or 4.2 kW")]
    public async Task Command_Invalid_ChangesNothingAndIsAnswered(string topic, string payload, string reason)
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await service.StartAsync();
        await home.SeesAsync("wallbox/status", "online");
        await home.PublishAsync($"wallbox/{topic}/set", payload);
        await Eventually.TrueAsync(() => home.Last.ContainsKey("wallbox/command/result"));
        using var result = JsonDocument.Parse(home.Last["wallbox/command/result"]);
        Assert.Equal(
            ($"wallbox/{topic}/set", payload, false, reason),
            (result.RootElement.GetProperty("topic").GetString(), result.RootElement.GetProperty("payload").GetString(),
                result.RootElement.GetProperty("accepted").GetBoolean(), result.RootElement.GetProperty("reason").GetString()));
        Assert.Equal(new Intent(ChargingMode.PvBoost, null), service.Intents.Current);
    }

    [Fact]
    public async Task Command_BinaryOrHuge_ChangesNothing()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await service.StartAsync();
        await home.SeesAsync("wallbox/status", "online");
        await home.PublishAsync("wallbox/mode/set", [0xFF, 0x00, 0xC3, 0x28]);
        await home.PublishAsync("wallbox/mode/set", Encoding.ASCII.GetBytes("off" + new string(' ', 5000)));
        await Eventually.TrueAsync(() => home.Count("wallbox/command/result") == 2);
        Assert.Equal(ChargingMode.PvBoost, service.Intents.Current.Mode);
    }

    [Fact]
    public async Task Command_WithResponseTopic_IsAnsweredThere()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await service.StartAsync();
        await home.SeesAsync("wallbox/status", "online");
        await home.PublishAsync("wallbox/mode/set", "off"u8.ToArray(), responseTopic: "my/answers", correlation: [1, 2, 3]);
        await Eventually.TrueAsync(() => home.Last.ContainsKey("my/answers"));
        Assert.Contains("\"accepted\":true", home.Last["my/answers"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_Retained_IsIgnoredClearedAndReported()
    {
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await home.PublishAsync("wallbox/mode/set", "off", retain: true);
        await using var service = new ServiceUnderTest(_broker.Port);
        await service.StartAsync();
        await Eventually.TrueAsync(() => home.Last.ContainsKey("wallbox/command/result"));
        Assert.Contains("\"accepted\":false", home.Last["wallbox/command/result"], StringComparison.Ordinal);
        Assert.Equal(ChargingMode.PvBoost, service.Intents.Current.Mode);
        await using var late = await BrokerClient.ConnectAsync(_broker.Port);
        await late.SeesAsync("wallbox/status", "online");
        Assert.False(late.Last.ContainsKey("wallbox/mode/set"));
        Assert.Single(home.Received, message => message.Topic == "wallbox/command/result");
    }

    [Fact]
    public async Task HomeAssistant_Born_GetsDiscoveryAndStatesAgain()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await service.StartAsync();
        const string discovery = "homeassistant/device/wallbox-mqtt_charger_charger/config";
        await Eventually.TrueAsync(() => home.Last.ContainsKey(discovery) && home.Last.ContainsKey("wallbox/limit"));
        var before = (home.Count(discovery), home.Count("wallbox/limit"));
        await home.PublishAsync("homeassistant/status", "online");
        await Eventually.TrueAsync(() => home.Count(discovery) > before.Item1
            && home.Count("wallbox/limit") > before.Item2);
    }

    [Fact]
    public async Task Service_Stopped_SaysOffline()
    {
        await using var service = new ServiceUnderTest(_broker.Port);
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await service.StartAsync();
        await home.SeesAsync("wallbox/status", "online");
        await service.StopAsync();
        await home.SeesAsync("wallbox/status", "offline");
    }
}
