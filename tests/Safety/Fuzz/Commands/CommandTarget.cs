using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Safety.World;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Commands;

/// <summary>A payload as a mode, as a limit, and as a message from the broker with the payload for its response topic.</summary>
internal sealed class CommandTarget : IFuzzTarget
{
    private const int LongestResult = 4096;
    private static readonly Intent s_before = new(ChargingMode.Fixed, new Watts(5));

    private readonly SimulatedTime _time = new();
    private readonly IntentStore _store = new(s_before, new ChangeSignal());
    private readonly CollectingPublisher _broker = new();
    private readonly Topics _topics = new(new MqttOptions());
    private readonly CommandExecutor _desk;

    internal CommandTarget() =>
        _desk = new CommandExecutor(_store, new IntentSaver(_store, new ForgetfulKeeper(), _time, NullLogger<IntentSaver>.Instance), _time);

    public string Name => "mqtt";

    public IReadOnlyList<byte[]> Corpus => CommandCorpus.Payloads;

    public IReadOnlyList<byte[]> Tokens => CommandCorpus.Tokens;

    public void Run(ReadOnlySpan<byte> input)
    {
        foreach (var command in (string[])["mode", "limit"])
        {
            Reset();
            var result = _desk.Execute(command, input);
            CheckIntent(command, input, result.Accepted);
            CheckJson(result.Json($"wallbox/{command}/set"), result.Accepted);
            CheckMessage(command, input.ToArray(), retained: false);
            // A retained nothing is somebody's clearing, and no command.
            if (!input.IsEmpty)
                CheckMessage(command, input.ToArray(), retained: true);
        }
    }

    private void CheckMessage(string command, byte[] payload, bool retained)
    {
        Reset();
        var topic = $"wallbox/{command}/set";
        var response = Encoding.UTF8.GetString(payload);
        Receive(new MqttApplicationMessage
        {
            Topic = topic,
            PayloadSegment = payload,
            Retain = retained,
            ResponseTopic = response,
            CorrelationData = payload,
        });
        CheckIntent(command, retained ? [] : payload, _store.Current != s_before || Accepted(_broker.Sent[^1].Payload));
        var answers = _broker.Sent.Where(message => message.Payload.Length > 0).ToList();
        foreach (var answer in answers)
            CheckJson(answer.Payload, Accepted(answer.Payload));
        Unless(answers.Count == (retained ? 1 : answers.Count) && answers[0].Topic == "wallbox/command/result", "not answered once");
        Unless(_broker.Sent.All(message => message.Retain == (message.Payload.Length == 0)), "an answer is retained");
        // An answer must not pass for a command, a state, or a device of Home Assistant.
        foreach (var (to, _, _) in answers.Skip(1))
            Unless(to == response && to.IndexOfAny(['+', '#', '\0']) < 0 && (!to.StartsWith("wallbox/", StringComparison.Ordinal) || to.StartsWith("wallbox/command/result", StringComparison.Ordinal)), $"answered to {to}");
    }

    // What waits in a queue is worked off before the first wait; behind it both are left to the garbage collector.
    private void Receive(MqttApplicationMessage message)
    {
        var reception = new MqttCommandReceiver(_topics, _desk, _time, NullLogger<MqttCommandReceiver>.Instance);
        reception.Take(message);
        foreach (var running in (Task[])[reception.RunAsync(CancellationToken.None), reception.AnswerAsync(_broker, CancellationToken.None)])
            Unless(!running.IsCompleted, $"ended: {running.Exception?.InnerException}");
        // Nobody keeps anything here: the answer comes when the wait for that is over.
        while (_broker.Sent.Count == 0 && _time.FireNext(long.MaxValue))
            continue;
        Unless(reception.Dropped == 0 && _broker.Sent.Count > 0, "dropped");
    }

    private void CheckIntent(string command, ReadOnlySpan<byte> payload, bool accepted)
    {
        var expected = CommandWitness.After(s_before, command, payload);
        Unless(accepted == (expected is not null), $"{command} is {(accepted ? "accepted" : "refused")}");
        Unless(_store.Current == (expected ?? s_before), $"the intent is {_store.Current}; due is {expected ?? s_before}");
    }

    private static void CheckJson(string json, bool accepted)
    {
        Unless(json.Length <= LongestResult, $"a result of {json.Length} characters");
        using var document = JsonDocument.Parse(json);
        Unless(document.RootElement.GetProperty("accepted").GetBoolean() == accepted, "the result says something else");
        Unless(document.RootElement.GetProperty("reason").GetString() is { Length: > 0 and < 200 }, "no short reason");
    }

    private static bool Accepted(string json) => json.Contains("\"accepted\":true", StringComparison.Ordinal);

    private void Reset()
    {
        _store.SetMode(s_before.Mode);
        _store.SetLimit(s_before.Limit);
        _broker.Sent.Clear();
    }
}
