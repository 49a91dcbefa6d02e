using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>One connection from its first attempt to its end; a new one is made for each attempt.</summary>
internal sealed class MqttSession : IPublisher, IDisposable
{
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(5);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DenialLog _denials;
    private readonly TimeProvider _time;

    /// <summary>Makes the session; nothing is sent yet.</summary>
    /// <param name="received">Called for each message, one after the other; must return at once and must not throw.</param>
    /// <param name="denials">Where refusals go.</param>
    /// <param name="time">Measures the timeouts.</param>
    public MqttSession(Action<MqttApplicationMessage> received, DenialLog denials, TimeProvider time)
    {
        _denials = denials;
        _time = time;
        _client.ApplicationMessageReceivedAsync += args =>
        {
            received(args.ApplicationMessage);
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += args =>
        {
            _ended.TrySetResult(args.Exception?.Message ?? $"{args.Reason} {args.ReasonString}".TrimEnd());
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes with the reason once the connection is over.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Connects and waits for the broker's word; throws where it refuses or does not answer in 10 s.</summary>
    public async Task ConnectAsync(MqttClientOptions options, CancellationToken cancellation)
    {
        var result = await Within(s_connect, token => _client.ConnectAsync(options, token), "it does not answer", cancellation);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
            throw new MqttRefusedException($"{result.ResultCode} {result.ReasonString}".TrimEnd());
    }

    /// <summary>Subscribes to live messages of others, and to retained ones, which are delivered marked as such.</summary>
    public async Task SubscribeAsync(IReadOnlyList<string> topics, CancellationToken cancellation)
    {
        var builder = new MqttClientSubscribeOptionsBuilder();
        foreach (var topic in topics)
        {
            builder.WithTopicFilter(
                topic, MqttQualityOfServiceLevel.AtLeastOnce, noLocal: true, retainAsPublished: false, MqttRetainHandling.SendAtSubscribe);
        }

        var result = await Within(s_answer, token => _client.SubscribeAsync(builder.Build(), token), "a subscription is not answered", cancellation);
        foreach (var item in result.Items)
        {
            if (item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
                _denials.Tell("subscribe to", item.TopicFilter.Topic, item.ResultCode.ToString());
        }
    }

    /// <inheritdoc />
    public async Task PublishAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        var packet = new MqttApplicationMessage
        {
            Topic = message.Topic,
            PayloadSegment = Encoding.UTF8.GetBytes(message.Payload),
            Retain = message.Retain,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            CorrelationData = message.Correlation,
        };
        var result = await Within(s_answer, token => _client.PublishAsync(packet, token), "a message is not acknowledged", cancellation);
        if (!result.IsSuccess)
            _denials.Tell("publish to", message.Topic, $"{result.ReasonCode} {result.ReasonString}".TrimEnd());
    }

    /// <summary>Ends the connection in good order; the last will is sent where <paramref name="withWill"/> is true.</summary>
    public Task CloseAsync(bool withWill, CancellationToken cancellation) => _client.DisconnectAsync(
        new MqttClientDisconnectOptions
        {
            Reason = withWill
                ? MqttClientDisconnectOptionsReason.DisconnectWithWillMessage
                : MqttClientDisconnectOptionsReason.NormalDisconnection,
        },
        cancellation);

    /// <summary>Drops the connection, if there is one, so that the broker sends the last will.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<T> Within<T>(TimeSpan limit, Func<CancellationToken, Task<T>> action, string late, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await action(both.Token);
        }
        catch (Exception fault) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{late} within {limit.TotalSeconds:0} s", fault);
        }
    }
}
