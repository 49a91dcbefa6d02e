using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Unit.Commands;

namespace WallboxMqtt.Tests.Unit.Mqtt;

public sealed class MqttCommandReceiverTests
{
    private readonly IntentStore _store = new(new Intent(ChargingMode.PvBoost, null), new ChangeSignal());
    private readonly FakePublisher _broker = new();
    private readonly IntentSaver _saver;
    private readonly MqttCommandReceiver _reception;
    private int _changes;

    public MqttCommandReceiverTests()
    {
        _saver = new IntentSaver(_store, new FakeKeeper(), TimeProvider.System, NullLogger<IntentSaver>.Instance);
        _store.Changed += _ => _changes++;
        _reception = new MqttCommandReceiver(
            new Topics(new MqttOptions()), new CommandExecutor(_store, _saver, TimeProvider.System), TimeProvider.System,
            NullLogger<MqttCommandReceiver>.Instance);
    }

    [Fact]
    public async Task Reception_LiveCommand_IsExecutedAndAnsweredOnBothTopics()
    {
        _reception.Take(Message("off") with { ResponseTopic = "me/reply", Correlation = [1, 2] });
        await RunUntil(sent => sent.Count == 2);
        Assert.Equal(ChargingMode.Off, _store.Current.Mode);
        var answers = _broker.Sent.ToList();
        Assert.Equal(["wallbox/command/result", "me/reply"], answers.Select(answer => answer.Topic));
        Assert.All(answers, answer => Assert.False(answer.Retain));
        Assert.Equal([1, 2], answers[1].Correlation);
        Assert.Null(answers[0].Correlation);
    }

    [Fact]
    public async Task Reception_ResponseTopicThatIsACommand_IsNotAnsweredThere()
    {
        _reception.Take(Message("off") with { ResponseTopic = "wallbox/mode/set" });
        _reception.Take(Message("fixed"));
        await RunUntil(sent => sent.Count == 2);
        Assert.All(_broker.Sent, answer => Assert.Equal("wallbox/command/result", answer.Topic));
    }

    [Fact]
    public async Task Reception_RetainedCommand_IsClearedAndReportedNotExecuted()
    {
        _reception.Take(Message("off") with { Retain = true });
        await RunUntil(sent => sent.Count == 2);
        Assert.Equal(0, _changes);
        var answers = _broker.Sent.ToList();
        Assert.Equal(new OutgoingMessage("wallbox/mode/set", string.Empty, Retain: true), answers[0]);
        using var result = JsonDocument.Parse(answers[1].Payload);
        Assert.False(result.RootElement.GetProperty("accepted").GetBoolean());
    }

    [Fact]
    public async Task Reception_RetainedNothing_IsSomebodysClearing()
    {
        _reception.Take(Message("") with { Retain = true });
        _reception.Take(Message("off"));
        await RunUntil(sent => sent.Count == 1);
        Assert.Equal(ChargingMode.Off, _store.Current.Mode);
    }

    [Fact]
    public async Task Reception_DeliveredAgain_IsExecutedOnce()
    {
        _reception.Take(Message("off"), packetId: 1);
        await RunUntil(sent => sent.Count == 1);
        _store.SetMode(ChargingMode.Fixed);
        _reception.Take(Message("off") with { Duplicate = true }, packetId: 1);
        _reception.Take(Message("6000") with { Topic = "wallbox/limit/set" }, packetId: 2);
        await RunUntil(sent => sent.Count == 2);
        Assert.Equal(ChargingMode.Fixed, _store.Current.Mode);
    }

    [Theory]
    [InlineData(2, true, false)]
    [InlineData(1, false, false)]
    [InlineData(1, true, true)]
    public async Task Reception_AnotherMessage_IsExecuted(ushort packetId, bool duplicate, bool newSession)
    {
        _reception.Take(Message("off"), packetId: 1);
        await RunUntil(sent => sent.Count == 1);
        _store.SetMode(ChargingMode.Fixed);
        if (newSession)
            _reception.Forget();
        _reception.Take(Message("off") with { Duplicate = duplicate }, packetId);
        await RunUntil(sent => sent.Count == 2);
        Assert.Equal(ChargingMode.Off, _store.Current.Mode);
    }

    [Fact]
    public async Task Reception_ConnectionLostBeforeTheAnswer_IsAnsweredOnTheNext()
    {
        _reception.Take(Message("off"));
        _broker.BreaksAfter = 0;
        using var stop = new CancellationTokenSource();
        var executing = _reception.RunAsync(stop.Token);
        await Assert.ThrowsAsync<IOException>(() => _reception.AnswerAsync(_broker, stop.Token));
        _broker.BreaksAfter = int.MaxValue;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executing);
        await RunUntil(sent => sent.Count == 1);
        Assert.Contains("mode is off", _broker.Sent.Single().Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reception_Answers_Expire()
    {
        _reception.Take(Message("off") with { ResponseTopic = "me/reply" });
        await RunUntil(sent => sent.Count == 2);
        Assert.All(_broker.Sent, answer => Assert.Equal(TimeSpan.FromSeconds(60), answer.Expiry));
    }

    [Fact]
    public async Task Reception_Flood_KeepsTheNewestAndCountsTheRest()
    {
        for (var i = 0; i < 1000; i++)
            _reception.Take(Message(i == 999 ? "off" : "fixed"));
        Assert.Equal(1000 - 64, _reception.Dropped);
        await RunUntil(_ => _store.Current.Mode == ChargingMode.Off);
        Assert.True(_changes <= 64);
    }

    private static Sent Message(string payload) => new(payload);

    private async Task RunUntil(Func<IReadOnlyList<OutgoingMessage>, bool> condition)
    {
        using var stop = new CancellationTokenSource();
        var saving = _saver.RunAsync(stop.Token);
        var executing = _reception.RunAsync(stop.Token);
        var answering = _reception.AnswerAsync(_broker, stop.Token);
        await _broker.Until(condition);
        await stop.CancelAsync();
        await saving;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executing);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
    }

    private sealed record Sent(string Payload)
    {
        public string Topic { get; init; } = "wallbox/mode/set";

        public bool Retain { get; init; }

        public bool Duplicate { get; init; }

        public string? ResponseTopic { get; init; }

        public byte[]? Correlation { get; init; }

        public static implicit operator MqttApplicationMessage(Sent sent) => new()
        {
            Topic = sent.Topic,
            PayloadSegment = Encoding.UTF8.GetBytes(sent.Payload),
            Dup = sent.Duplicate,
            Retain = sent.Retain,
            ResponseTopic = sent.ResponseTopic,
            CorrelationData = sent.Correlation,
        };
    }
}
