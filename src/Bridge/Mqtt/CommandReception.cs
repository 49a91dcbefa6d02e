using System.Buffers;
using System.Threading.Channels;
using MQTTnet;
using WallboxMqtt.Bridge.Commands;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>
/// Takes commands off the connection, has them executed, and answers. Queues are bounded: in a flood the oldest are dropped and
/// counted. Retained commands are old: they are cleared and reported, never executed.
/// </summary>
internal sealed class CommandReception
{
    private const int Room = 64;
    private const int LongestPayload = 1024;
    private const int LongestCorrelation = 256;
    private static readonly TimeSpan s_betweenWarnings = TimeSpan.FromSeconds(10);

    private readonly Topics _topics;
    private readonly CommandDesk _desk;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<InboundCommand> _commands;
    private readonly Channel<Answer> _answers;
    private long _dropped;
    private long? _warnedAt;

    /// <summary>Makes the reception.</summary>
    public CommandReception(Topics topics, CommandDesk desk, TimeProvider time, ILogger<CommandReception> logger)
    {
        (_topics, _desk, _time, _logger) = (topics, desk, time, logger);
        var bounded = new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        _commands = Channel.CreateBounded<InboundCommand>(bounded, _ => Interlocked.Increment(ref _dropped));
        _answers = Channel.CreateBounded<Answer>(bounded, _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>The topics to subscribe to.</summary>
    public IReadOnlyList<string> Subscriptions => [_topics.ModeSet, _topics.LimitSet];

    /// <summary>Commands and answers dropped since the last warning.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes a message over at once; messages on other topics are not looked at.</summary>
    public void Take(MqttApplicationMessage message)
    {
        if (_topics.CommandOf(message.Topic) is null)
            return;
        var payload = message.Payload.Slice(0, Math.Min(message.Payload.Length, LongestPayload)).ToArray();
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
        while (await _answers.Reader.WaitToReadAsync(cancellation))
        {
            while (_answers.Reader.TryRead(out var answer))
            {
                if (answer.Command.Retained)
                    await publisher.PublishAsync(new OutgoingMessage(answer.Command.Topic, string.Empty, Retain: true), cancellation);
                await TellAsync(publisher, answer.Command, await _desk.SettleAsync(answer.Result, cancellation), cancellation);
            }
        }
    }

    private async Task TellAsync(IPublisher publisher, InboundCommand command, CommandResult result, CancellationToken cancellation)
    {
        var json = result.Json(command.Topic);
        await publisher.PublishAsync(new OutgoingMessage(_topics.CommandResult, json, Retain: false), cancellation);
        if (command.Retained || !_topics.TakesResponse(command.ResponseTopic))
            return;
        await publisher.PublishAsync(
            new OutgoingMessage(command.ResponseTopic!, json, Retain: false) { Correlation = command.Correlation }, cancellation);
    }

    private void Execute(InboundCommand command)
    {
        var result = command.Retained
            ? _desk.Refuse(command.Payload, "a retained message is old: ignored and cleared; send commands without retain")
            : _desk.Execute(_topics.CommandOf(command.Topic)!, command.Payload);
        _logger.CommandExecuted(command.Topic, result.Accepted, result.Reason);
        _answers.Writer.TryWrite(new Answer(command, result));
    }

    private void WarnOfDrops()
    {
        if (Dropped == 0 || (_warnedAt is { } before && _time.GetElapsedTime(before) < s_betweenWarnings))
            return;
        _warnedAt = _time.GetTimestamp();
        _logger.CommandsDropped(Interlocked.Exchange(ref _dropped, 0));
    }

    private sealed record Answer(InboundCommand Command, CommandResult Result);
}
