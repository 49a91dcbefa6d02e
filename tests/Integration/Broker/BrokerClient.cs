using System.Collections.Concurrent;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace WallboxMqtt.Tests.Integration.Broker;

/// <summary>Somebody else on the broker: hears everything and says what he likes.</summary>
internal sealed class BrokerClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    private BrokerClient() => _client.ApplicationMessageReceivedAsync += args =>
    {
        var message = args.ApplicationMessage;
        var received = new ReceivedMessage(
            message.Topic, Encoding.UTF8.GetString(message.Payload), message.Retain, message.CorrelationData, message.MessageExpiryInterval);
        Last[received.Topic] = received.Payload;
        Received.Enqueue(received);
        return Task.CompletedTask;
    };

    /// <summary>The last payload of each topic.</summary>
    internal ConcurrentDictionary<string, string> Last { get; } = new();

    /// <summary>All messages in their order.</summary>
    internal ConcurrentQueue<ReceivedMessage> Received { get; } = new();

    internal static async Task<BrokerClient> ConnectAsync(int port, string topic = "#", string? user = null, string? password = null)
    {
        var client = new BrokerClient();
        using var limit = new CancellationTokenSource(s_patience);
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"test-{Guid.NewGuid():N}");
        if (user is not null)
            options.WithCredentials(user, password);
        await client._client.ConnectAsync(options.Build(), limit.Token);
        await client._client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, limit.Token);
        return client;
    }

    internal Task PublishAsync(string topic, string payload, bool retain = false, string? responseTopic = null, byte[]? correlation = null) =>
        PublishAsync(topic, Encoding.UTF8.GetBytes(payload), retain, responseTopic, correlation);

    internal async Task PublishAsync(string topic, byte[] payload, bool retain = false, string? responseTopic = null, byte[]? correlation = null)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            PayloadSegment = payload,
            Retain = retain,
            ResponseTopic = responseTopic,
            CorrelationData = correlation,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };
        using var limit = new CancellationTokenSource(s_patience);
        await _client.PublishAsync(message, limit.Token);
    }

    /// <summary>Waits until a topic's last payload is this one.</summary>
    internal Task SeesAsync(string topic, string payload) => Eventually.TrueAsync(
        () => Last.GetValueOrDefault(topic) == payload, what: () => $"{topic} is \"{Last.GetValueOrDefault(topic)}\" instead of \"{payload}\"");

    /// <summary>Waits for a message on a topic, earlier ones included.</summary>
    internal async Task<ReceivedMessage> HearAsync(string topic, Func<ReceivedMessage, bool>? fitting = null)
    {
        ReceivedMessage? found = null;
        await Eventually.TrueAsync(
            () => (found = Received.FirstOrDefault(received => received.Topic == topic && (fitting is null || fitting(received)))) is not null,
            what: () => $"nothing fitting on {topic}; received: {string.Join(", ", Received.Select(received => received.Topic).Distinct())}");
        return found!;
    }

    /// <summary>Waits for a message on a topic whose payload holds this.</summary>
    internal Task<ReceivedMessage> HearAsync(string topic, string part) =>
        HearAsync(topic, received => received.Payload.Contains(part, StringComparison.Ordinal));

    /// <summary>How many messages came on a topic.</summary>
    internal int Count(string topic) => Received.Count(received => received.Topic == topic);

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }
}
