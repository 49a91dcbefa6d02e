using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Unit.HomeAssistant;
using WallboxMqtt.Tests.Unit.Publishing;

namespace WallboxMqtt.Tests.Unit.Mqtt;

public sealed class StatePublisherTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakePublisher _broker = new();
    private readonly ReportFeed _feed = new();
    private readonly EventQueue _events;
    private readonly StatePublisher _publisher;

    public StatePublisherTests()
    {
        _events = new EventQueue(_time);
        _publisher = new StatePublisher(
            _feed, ReportTopicsTests.Create(new MqttOptions()), _events, _time, NullLogger<StatePublisher>.Instance);
    }

    [Fact]
    public async Task Publisher_NewConnection_SaysOnlineFirstThenEverythingRetained()
    {
        _feed.Publish(SampleReports.Full);
        await RunWhile(async () =>
        {
            await _broker.Until(sent => sent.Any(message => message.Topic == "wallbox/state"));
            Assert.Equal(new OutgoingMessage("wallbox/status", "online", Retain: true), _broker.Sent.First());
            Assert.All(_broker.Sent, message => Assert.True(message.Retain));
            Assert.Contains(_broker.Sent, message => message.Topic == "homeassistant/device/wallbox-mqtt_inverter/config");
            Assert.Contains(_broker.Sent, message => message is { Topic: "wallbox/charger/power", Payload: "13760" });
        });
    }

    [Fact]
    public async Task Publisher_BirthMessage_SaysEverythingAgainWithinThreeSeconds()
    {
        _feed.Publish(SampleReports.Full);
        await RunWhile(async () =>
        {
            await _broker.Until(sent => sent.Any(message => message.Topic == "wallbox/state"));
            var before = _broker.Sent.ToList();
            _publisher.Announce();
            _publisher.Announce();
            using var pump = new Timer(_ => _time.Advance(TimeSpan.FromMilliseconds(100)), null, 0, 5);
            var all = before.Where(message => message.Payload.Length > 0).ToList();
            await _broker.Until(sent => all.TrueForAll(message => sent.Count(other => other == message) >= 2));
            Assert.DoesNotContain(_broker.Sent.Skip(before.Count), message => message.Payload.Length == 0);
        });
    }

    [Fact]
    public async Task Publisher_SecondConnection_SaysEverythingAgain()
    {
        _feed.Publish(SampleReports.Full);
        await RunWhile(() => _broker.Until(sent => sent.Any(message => message.Topic == "wallbox/state")));
        await RunWhile(() => _broker.Until(sent => sent.Count(message => message.Topic == "wallbox/state") == 2));
        Assert.Equal(2, _broker.Sent.Count(message => message.Topic == "wallbox/charger/info"));
    }

    [Fact]
    public async Task Publisher_Events_GoOutOnceBehindTheDevicesAndAreNotRetained()
    {
        _feed.Publish(SampleReports.Full);
        _events.Add("early");
        await RunWhile(async () =>
        {
            await _broker.Until(sent => sent.Any(message => message.Topic == "wallbox/event"));
            Assert.Contains(_broker.Sent.TakeWhile(message => message.Topic != "wallbox/event"), message => message.Topic.StartsWith("homeassistant/device/", StringComparison.Ordinal));
            _events.Add("late");
            await _broker.Until(sent => sent.Count(message => message.Topic == "wallbox/event") == 2);
        });
        Assert.Equal(
            [new("wallbox/event", "early", Retain: false), new("wallbox/event", "late", Retain: false)],
            _broker.Sent.Where(message => message.Topic == "wallbox/event"));
    }

    private async Task RunWhile(Func<Task> action)
    {
        using var stop = new CancellationTokenSource();
        var running = _publisher.RunAsync(_broker, stop.Token);
        await action();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
