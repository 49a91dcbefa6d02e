using System.Collections.Concurrent;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace WallboxMqtt.Tests.Integration;

/// <summary>Somebody else on the broker: hears everything and can speak.</summary>
internal sealed class BrokerClient : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    private BrokerClient()
    {
        _client.ApplicationMessageReceivedAsync += args =>
        {
            Heard.Enqueue(args.ApplicationMessage);
            return Task.CompletedTask;
        };
    }

    /// <summary>All messages so far, in their order.</summary>
    public ConcurrentQueue<MqttApplicationMessage> Heard { get; } = new();

    public static async Task<BrokerClient> ConnectAsync(int port, string topic = "#")
    {
        var client = new BrokerClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await client._client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500)
                .WithClientId($"test-{Guid.NewGuid():N}").Build(),
            limit.Token);
        await client._client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, limit.Token);
        return client;
    }

    public async Task PublishAsync(string topic, string payload, bool retain = false, string? responseTopic = null, byte[]? correlation = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _client.PublishAsync(
            new MqttApplicationMessage
            {
                Topic = topic,
                PayloadSegment = Encoding.UTF8.GetBytes(payload),
                Retain = retain,
                ResponseTopic = responseTopic,
                CorrelationData = correlation,
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            },
            limit.Token);
    }

    /// <summary>Waits for a message on a topic; returns its payload.</summary>
    public async Task<string> HearAsync(string topic, Func<string, bool>? payload = null, Func<MqttApplicationMessage, bool>? message = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            foreach (var heard in Heard.Where(heard => heard.Topic == topic && (message is null || message(heard))))
            {
                var text = heard.ConvertPayloadToString() ?? string.Empty;
                if (payload is null || payload(text))
                    return text;
            }

            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"nothing fitting on {topic}; heard: {string.Join(", ", Heard.Select(heard => heard.Topic))}", late);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }
}
