using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using WallboxMqtt.Balancer.Net;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>One connection from its first attempt to its end; a new one is made for each attempt.</summary>
internal sealed class MqttSession : IPublisher, IDisposable
{
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<LinkLoss> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, bool> _cleared = new();
    private readonly DenialLog _denials;
    private readonly TimeProvider _time;
    private readonly Action<MqttApplicationMessage, ushort> _received;
    private IMqttClient _client;
    private bool _is5;

    /// <summary>Makes the session; nothing is sent yet.</summary>
    /// <param name="received">Called for each message with its packet identifier, one after the other; must return at once and must not throw.</param>
    /// <param name="denials">Where refusals go.</param>
    /// <param name="time">Measures the timeouts.</param>
    public MqttSession(Action<MqttApplicationMessage, ushort> received, DenialLog denials, TimeProvider time)
    {
        _denials = denials;
        _time = time;
        _received = received;
        _client = NewClient();
    }

    /// <summary>Completes with the reason once the connection is over.</summary>
    public Task<LinkLoss> Ended => _ended.Task;

    /// <summary>True while connected.</summary>
    public bool IsConnected => _client.IsConnected;

    /// <summary>
    /// Connects and waits for the broker's word; true if it has kept the session of an earlier connection. Throws if it refuses
    /// or does not answer in 10 s.
    /// </summary>
    /// <param name="options">The client's options; they are changed.</param>
    /// <param name="broker">Finds the broker, so that the client need not; TLS keeps the name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<bool> ConnectAsync(MqttClientOptions options, NameLookup broker, CancellationToken cancellation)
    {
        _is5 = options.ProtocolVersion == MqttProtocolVersion.V500;
        var result = await Within(s_connect, token => ConnectToFirstAsync(options, broker, token), "it does not answer", cancellation);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
            throw new MqttRefusedException(result.ResultCode, result.ReasonString);
        return result.IsSessionPresent;
    }

    /// <summary>
    /// Subscribes to what others send; a message that the broker had kept comes marked as retained. Where the broker has kept the
    /// session, subscribing again changes nothing and brings nothing.
    /// </summary>
    /// <param name="commands">Topics on which a message sent with the retain flag shall come marked as retained too (not in MQTT 3.1.1).</param>
    /// <param name="others">Topics on which a live message is a live message.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task SubscribeAsync(IReadOnlyList<string> commands, IReadOnlyList<string> others, CancellationToken cancellation)
    {
        var builder = new MqttClientSubscribeOptionsBuilder();
        foreach (var topic in commands.Concat(others))
        {
            builder.WithTopicFilter(
                topic,
                MqttQualityOfServiceLevel.AtLeastOnce,
                noLocal: _is5,
                retainAsPublished: _is5 && commands.Contains(topic),
                _is5 ? MqttRetainHandling.SendAtSubscribeIfNewSubscriptionOnly : MqttRetainHandling.SendAtSubscribe);
        }

        var result = await Within(s_answer, token => _client.SubscribeAsync(builder.Build(), token), "a subscription is not answered", cancellation);
        foreach (var item in result.Items)
        {
            if (item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
                _denials.Report("subscribe to", item.TopicFilter.Topic, LinkLoss.Text(item.ResultCode.ToString(), (int)item.ResultCode, result.ReasonString));
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
        };
        if (_is5)
        {
            packet.CorrelationData = message.Correlation;
            packet.MessageExpiryInterval = (uint)(message.Expiry?.TotalSeconds ?? 0);
        }
        else if (message is { Retain: true, Payload: "" })
        {
            _cleared[message.Topic] = true;
        }

        var result = await Within(s_answer, token => _client.PublishAsync(packet, token), "a message is not acknowledged", cancellation);
        if (!result.IsSuccess)
            _denials.Report("publish to", message.Topic, LinkLoss.Text(result.ReasonCode.ToString(), (int)result.ReasonCode, result.ReasonString));
    }

    /// <summary>
    /// Ends the connection in good order; where <paramref name="withWill"/> is true the last will is sent, in MQTT 3.1.1 once this
    /// session is disposed of.
    /// </summary>
    public Task CloseAsync(bool withWill, CancellationToken cancellation)
    {
        if (withWill && !_is5)
            return Task.CompletedTask;
        var reason = withWill ? MqttClientDisconnectOptionsReason.DisconnectWithWillMessage : MqttClientDisconnectOptionsReason.NormalDisconnection;
        return _client.DisconnectAsync(new MqttClientDisconnectOptions { Reason = reason }, cancellation);
    }

    /// <summary>Drops the connection, if there is one, so that the broker sends the last will.</summary>
    public void Dispose() => _client.Dispose();

    private IMqttClient NewClient()
    {
        var client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += args =>
        {
            if (!IsEcho(args.ApplicationMessage))
                _received(args.ApplicationMessage, args.PacketIdentifier);
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += args =>
        {
            if (args.ClientWasConnected)
                _ended.TrySetResult(LinkLoss.Of(args));
            return Task.CompletedTask;
        };
        return client;
    }

    // The first of its addresses that something listens on.
    private async Task<MqttClientConnectResult> ConnectToFirstAsync(MqttClientOptions options, NameLookup broker, CancellationToken cancellation)
    {
        var channel = (MqttClientTcpOptions)options.ChannelOptions;
        var port = ((DnsEndPoint)channel.RemoteEndpoint).Port;
        var addresses = await broker.FindAsync(cancellation);
        for (var i = 0; ; i++)
        {
            channel.RemoteEndpoint = new IPEndPoint(addresses[i], port);
            try
            {
                return await _client.ConnectAsync(options, cancellation);
            }
            catch (Exception failed) when (i + 1 < addresses.Length && !cancellation.IsCancellationRequested && failed.GetBaseException() is SocketException)
            {
                _client.Dispose();
                _client = NewClient();
            }
        }
    }

    // MQTT 3.1.1 knows no "no local": what is cleared here comes back as an empty message.
    private bool IsEcho(MqttApplicationMessage message) => message.Payload.IsEmpty && _cleared.TryRemove(message.Topic, out _);

    private async Task<T> Within<T>(TimeSpan limit, Func<CancellationToken, Task<T>> action, string late, CancellationToken cancellation)
    {
        using var deadline = new Deadline(limit, _time, cancellation);
        try
        {
            return await action(deadline.Token);
        }
        catch (Exception fault) when (deadline.IsOver && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{late} within {limit.TotalSeconds:0} s", fault);
        }
    }
}
