using WallboxMqtt.Tests.Integration.Broker;
using WallboxMqtt.Tests.Integration.Mqtt;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>What a broker may suffer: steering goes on unharmed, and once it is back everything is there again.</summary>
public sealed class BrokerLossTests : IAsyncLifetime
{
    private const string Note = "a/note";

    private static readonly string[] s_told =
    [
        "status", "mode", "limit", "state", "inverter/available", "inverter/power", "charger/available", "charger/state", "charger/setpoint", "balancer/reason",
    ];

    private readonly TestBroker _forgetful = new();
    private readonly TestBroker _persistent = new(new BrokerSetup { Persistent = true });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _forgetful.DisposeAsync();
        await _persistent.DisposeAsync();
    }

    [Fact]
    public Task Broker_Stopped_IsNotMissed() => SufferAsync(_persistent, broker => broker.StopAsync(), broker => broker.StartAsync(), keepsStore: true);

    [Fact]
    public Task Broker_StoppedAndItsStoreLost_IsToldEverythingAgain() => SufferAsync(_forgetful, broker => broker.StopAsync(), broker => broker.StartAsync(), keepsStore: false);

    [Fact]
    public Task Broker_Killed_IsNotMissed() => SufferAsync(_forgetful, broker => broker.KillAsync(), broker => broker.StartAsync(), keepsStore: false);

    [Fact]
    public Task Broker_Paused_IsNotMissed() => SufferAsync(_forgetful, broker => broker.PauseAsync(), broker => broker.ResumeAsync(), keepsStore: true);

    /// <summary>The broker dies with half a message in its hands.</summary>
    [Fact]
    public async Task Broker_KilledInMidPublish_IsToldEverythingAgain()
    {
        await _forgetful.StartAsync();
        var halved = new TaskCompletionSource();
        var half = new Fault("half a message")
        {
            Up = async (passage, packet) =>
            {
                if (MqttPackets.KindOf(packet) != MqttPackets.Publish || halved.Task.IsCompleted)
                    return;
                await passage.ToTargetAsync(packet.AsMemory(0, packet.Length / 2));
                halved.SetResult();
            },
        };
        await using var proxy = new FaultProxy(_forgetful.Port, Framing.MqttAsync);
        await using var service = new ServiceUnderTest(proxy.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        await Eventually.TrueAsync(() => Connections(service) == 1);

        await proxy.SwitchAsync(half);
        await service.ReachAsync(1400, 18);
        await halved.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await _forgetful.KillAsync();
        await service.ReachAsync(9900, 30);
        await proxy.SwitchAsync(Fault.None);
        await _forgetful.StartAsync();
        await SoundAsync(_forgetful, service, keepsStore: false);
    }

    private static async Task SufferAsync(TestBroker broker, Func<TestBroker, Task> strike, Func<TestBroker, Task> mend, bool keepsStore)
    {
        await broker.StartAsync();
        await using var service = new ServiceUnderTest(broker.Port);
        await service.StartAsync();
        await service.ReachAsync(5600, 24);
        await Eventually.TrueAsync(() => Connections(service) == 1);
        await using (var person = await BrokerClient.ConnectAsync(broker.Port))
            await person.PublishAsync(Note, "buy milk", retain: true);

        await strike(broker);
        await service.ReachAsync(1400, 18);
        await service.ReachAsync(9900, 30);
        await mend(broker);
        await SoundAsync(broker, service, keepsStore);
    }

    private static async Task SoundAsync(TestBroker broker, ServiceUnderTest service, bool keepsStore)
    {
        await using var home = await BrokerClient.ConnectAsync(broker.Port);
        await home.SeesAsync("wallbox/status", "online");
        await home.SeesAsync("wallbox/charger/setpoint", "30");
        await home.SeesAsync("wallbox/inverter/power", "9900");
        await Eventually.TrueAsync(() => s_told.All(topic => home.Last.ContainsKey($"wallbox/{topic}")));
        await Eventually.TrueAsync(() => home.Last.Keys.Count(topic => topic.StartsWith("homeassistant/device/", StringComparison.Ordinal)) == 3);

        // Commands find their way again too; what the broker had kept came before their effect.
        await home.PublishAsync("wallbox/mode/set", "fixed");
        await home.SeesAsync("wallbox/charger/setpoint", "16");
        Assert.Equal(keepsStore, home.Last.ContainsKey(Note));
        Assert.Equal((0, false), (service.Box.FailsafeCount, service.Box.InFailsafe));
    }

    private static int Connections(ServiceUnderTest service) =>
        service.Logged.Lines.Count(line => line.Line.Contains("Connected to the MQTT broker", StringComparison.Ordinal));
}
