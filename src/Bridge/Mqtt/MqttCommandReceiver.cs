using System.Buffers;
using System.Threading.Channels;
using MQTTnet;
using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.Logging;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>
/// Takes commands off the connection, has them executed, and answers. Queues are bounded: in a flood the oldest are dropped and
/// counted. Retained commands are old: they are cleared and reported, never executed. An answer that cannot be sent waits a while for
/// the next connection.
/// </summary>
internal sealed class MqttCommandReceiver
{
    private const int Room = 64;
    private const int LongestPayload = 1024;
    private const int LongestCorrelation = 256;
    private static readonly TimeSpan s_betweenWarnings = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_answerLives = TimeSpan.FromSeconds(60);

    private readonly Topics _topics;
    private readonly CommandExecutor _desk;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<InboundCommand> _commands;
    private readonly Channel<Answer> _answers;
    private readonly RecentDeliveries _recent = new();
    private readonly LogRateLimiter _lines;
    private Answer? _unsent;
    private long _dropped;
    private long? _warnedAt;

    /// <summary>Makes the reception.</summary>
    public MqttCommandReceiver(Topics topics, CommandExecutor desk, TimeProvider time, ILogger<MqttCommandReceiver> logger)
    {
        (_topics, _desk, _time, _logger) = (topics, desk, time, logger);
        _lines = new LogRateLimiter(s_betweenWarnings, time);
        var bounded = new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        _commands = Channel.CreateBounded<InboundCommand>(bounded, _ => Interlocked.Increment(ref _dropped));
        _answers = Channel.CreateBounded<Answer>(bounded, _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>The topics to subscribe to.</summary>
    public IReadOnlyList<string> Subscriptions => [_topics.ModeSet, _topics.LimitSet];

    /// <summary>Commands and answers dropped since the last warning.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>A new session begins: packet identifiers are given out from the start again.</summary>
    public void Forget() => _recent.Clear();

    /// <summary>Takes a message over at once; messages on other topics are not looked at.</summary>
    /// <param name="message">The message.</param>
    /// <param name="packetId">Its packet identifier; 0 if it has none.</param>
    public void Take(MqttApplicationMessage message, ushort packetId = 0)
    {
        // An empty retained message only clears the topic.
        if (_topics.CommandOf(message.Topic) is null || (message.Retain && message.Payload.IsEmpty))
            return;
        var payload = message.Payload.Slice(0, Math.Min(message.Payload.Length, LongestPayload)).ToArray();
        if (_recent.IsRepeated(packetId, message.Dup, message.Topic, payload))
            return;
        var correlation = message.CorrelationData is { Length: <= LongestCorrelation } data ? data : null;
        _commands.Writer.TryWrite(new InboundCommand(message.Topic, payload, message.Retain, message.ResponseTopic, correlation));
    }

    /// <summary>Executes commands until cancelled, connected or not.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // ReadAllAsync would do, but leaves the caller's synchronisation context: a simulated world must keep it.
        while (await _commands.Reader.WaitToReadAsync(cancellation))
        {
            while (_commands.Reader.TryRead(out var command))
            {
                try
                {
                    Execute(command);
                }
                catch (Exception fault)
                {
                    _logger.CommandFailed(command.Topic, fault);
                }

                WarnOfDrops();
            }
        }
    }

    /// <summary>Sends answers until cancelled or until the connection fails; then throws. An answer waits until its command is kept.</summary>
    public async Task AnswerAsync(IPublisher publisher, CancellationToken cancellation)
    {
        while (_unsent is not null || await _answers.Reader.WaitToReadAsync(cancellation))
        {
            while (_unsent is not null || _answers.Reader.TryRead(out _unsent))
            {
                if (_time.GetElapsedTime(_unsent.Since) < s_answerLives)
                    await SendAsync(publisher, _unsent, cancellation);
                _unsent = null;
            }
        }
    }

    private async Task SendAsync(IPublisher publisher, Answer answer, CancellationToken cancellation)
    {
        var command = answer.Command;
        if (command.Retained)
            await publisher.PublishAsync(new OutgoingMessage(command.Topic, string.Empty, Retain: true), cancellation);
        var json = (await _desk.SettleAsync(answer.Result, cancellation)).Json(command.Topic);
        var message = new OutgoingMessage(_topics.CommandResult, json, Retain: false) { Expiry = s_answerLives };
        await publisher.PublishAsync(message, cancellation);
        if (!command.Retained && _topics.TakesResponse(command.ResponseTopic))
            await publisher.PublishAsync(message with { Topic = command.ResponseTopic!, Correlation = command.Correlation }, cancellation);
    }

    private void Execute(InboundCommand command)
    {
        var result = command.Retained
            ? _desk.Refuse(command.Payload, "a retained message is old: ignored and cleared; send commands without retain")
            : _desk.Execute(_topics.CommandOf(command.Topic)!, command.Payload);
        if (_lines.Take(out var last))
            _logger.CommandExecuted(command.Topic, result.Accepted, result.Reason);
        if (last)
            _logger.CommandsNotReported((int)s_betweenWarnings.TotalSeconds);
        _answers.Writer.TryWrite(new Answer(command, result, _time.GetTimestamp()));
    }

    private void WarnOfDrops()
    {
        if (Dropped == 0 || (_warnedAt is { } before && _time.GetElapsedTime(before) < s_betweenWarnings))
            return;
        _warnedAt = _time.GetTimestamp();
        _logger.CommandsDropped(Interlocked.Exchange(ref _dropped, 0));
    }

    private sealed record Answer(InboundCommand Command, CommandResult Result, long Since);
}
