using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace WallboxMqtt.Tests.Integration;

/// <summary>Another program on the broker: sees everything, publishes what it likes.</summary>
internal sealed class TestSubscriber : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    /// <summary>The last payload of each topic.</summary>
    internal ConcurrentDictionary<string, string> Last { get; } = new();

    /// <summary>Every message in order: topic, payload, and whether the broker had kept it.</summary>
    internal ConcurrentQueue<(string Topic, string Payload, bool Retained)> All { get; } = new();

    internal static async Task<TestSubscriber> ConnectAsync(int port, string? user = null, string? password = null)
    {
        var subscriber = new TestSubscriber();
        subscriber._client.ApplicationMessageReceivedAsync += received =>
        {
            var message = received.ApplicationMessage;
            var payload = Encoding.UTF8.GetString(message.Payload);
            subscriber.Last[message.Topic] = payload;
            subscriber.All.Enqueue((message.Topic, payload, message.Retain));
            return Task.CompletedTask;
        };
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId($"test-{Guid.NewGuid():N}").WithProtocolVersion(MqttProtocolVersion.V500);
        if (user is not null)
            options.WithCredentials(user, password);
        await subscriber._client.ConnectAsync(options.Build());
        await subscriber._client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter("#", MqttQualityOfServiceLevel.AtLeastOnce).Build());
        return subscriber;
    }

    internal Task PublishAsync(string topic, string payload, bool retain = false) => PublishAsync(topic, Encoding.UTF8.GetBytes(payload), retain);

    internal async Task PublishAsync(string topic, byte[] payload, bool retain = false, string? responseTopic = null, byte[]? correlation = null)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (responseTopic is not null)
            message.WithResponseTopic(responseTopic).WithCorrelationData(correlation);
        await _client.PublishAsync(message.Build());
    }

    internal Task SeesAsync(string topic, string payload) => Eventually.TrueAsync(() => Last.GetValueOrDefault(topic) == payload);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
