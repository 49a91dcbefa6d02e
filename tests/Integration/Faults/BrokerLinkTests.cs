using System.Text.Json;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Integration.Broker;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>Faults of the line to the broker: control goes on unharmed, and afterwards everything is told again.</summary>
public sealed class BrokerLinkTests : IAsyncLifetime
{
    private readonly TestBroker _broker = new();

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public Task Line_DroppedAfterAFewPackets_IsTakenUpAgainWithEverything() => Task.WhenAll(Enumerable.Range(1, 12).Select(DropAsync));

    [Fact]
    public Task Line_Late_HarmsNothing() => SufferAsync(BrokerFaults.Late, ends: false);

    [Fact]
    public Task Line_TakesAFewBytesASecond_IsGivenUpAndTakenUpAgain() => SufferAsync(BrokerFaults.SlowReader, ends: true);

    [Fact]
    public Task Line_Black_IsGivenUpAndTakenUpAgain() => SufferAsync(BrokerFaults.BlackHole, ends: true);

    private async Task DropAsync(int packets)
    {
        await using var proxy = new FaultProxy(_broker.Port, Framing.MqttAsync, BrokerFaults.DroppedAfter(packets));
        await using var service = Service(proxy, $"wallbox-{packets}");
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        await Eventually.TrueAsync(() => proxy.Ended > 0);
        await service.ReachAsync(1400, 18);
        await SoundAsync(proxy, service, $"wallbox-{packets}");
    }

    private async Task SufferAsync(Fault fault, bool ends)
    {
        await using var proxy = new FaultProxy(_broker.Port, Framing.MqttAsync);
        await using var service = Service(proxy, "wallbox");
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        await home.SeesAsync("wallbox/charger/setpoint", "24");

        await proxy.SwitchAsync(fault);
        await service.ReachAsync(1400, 18);
        if (ends)
            await Eventually.TrueAsync(() => service.Logged.Lines.Any(line => line.Line.Contains("broker 127.0.0.1", StringComparison.Ordinal) && line.Line.Contains("cannot be reached", StringComparison.Ordinal)));
        else
            await home.SeesAsync("wallbox/charger/setpoint", "18");
        await service.ReachAsync(5600, 24);
        await SoundAsync(proxy, service, "wallbox");
    }

    private async Task SoundAsync(FaultProxy proxy, ServiceUnderTest service, string name)
    {
        await proxy.SwitchAsync(Fault.None);
        await service.ReachAsync(9900, 30);
        Assert.Equal((0, false), (service.Box.FailsafeCount, service.Box.InFailsafe));
        await using var home = await BrokerClient.ConnectAsync(_broker.Port);
        await home.SeesAsync($"{name}/charger/setpoint", "30");
        foreach (var part in new[] { "status", "inverter/available", "charger/available" })
            await home.SeesAsync($"{name}/{part}", "online");
        await home.SeesAsync($"{name}/inverter/power", "9900");
        await home.SeesAsync($"{name}/mode", "pv-boost");
        await Eventually.TrueAsync(() => home.Last.Keys.Count(topic => topic.StartsWith($"{name}-found/device/", StringComparison.Ordinal)) == 3);
        await Eventually.TrueAsync(() => Setpoint(home.Last.GetValueOrDefault($"{name}/state")) == 30);
    }

    // One broker serves several: each has its own topics.
    private static ServiceUnderTest Service(FaultProxy proxy, string name) => new(proxy.Port, options => options with
    {
        Mqtt = options.Mqtt with { ClientId = name, BaseTopic = name, Discovery = new DiscoveryOptions($"{name}-found") },
    });

    private static int? Setpoint(string? state)
    {
        if (state is null)
            return null;
        using var document = JsonDocument.Parse(state);
        return document.RootElement.GetProperty("chargers").GetProperty("charger").TryGetProperty("setpoint", out var setpoint)
            && setpoint.ValueKind == JsonValueKind.Number ? setpoint.GetInt32() : null;
    }
}
