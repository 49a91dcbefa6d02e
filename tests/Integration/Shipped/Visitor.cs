using System.Collections.Concurrent;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>Somebody with a user name at the broker.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    private Visitor() => _client.ApplicationMessageReceivedAsync += received =>
    {
        Received.Enqueue((received.ApplicationMessage.Topic, Encoding.UTF8.GetString(received.ApplicationMessage.Payload)));
        return Task.CompletedTask;
    };

    internal ConcurrentQueue<(string Topic, string Payload)> Received { get; } = new();

    /// <summary>Connects, with MQTT 5; throws where the broker refuses.</summary>
    internal static async Task<Visitor> ConnectAsync(MqttClientOptionsBuilder options)
    {
        var visitor = new Visitor();
        using var late = new CancellationTokenSource(s_patience);
        var built = options.WithProtocolVersion(MqttProtocolVersion.V500).WithClientId($"visitor-{Guid.NewGuid():N}").Build();
        var result = await visitor._client.ConnectAsync(built, late.Token);
        return result.ResultCode == MqttClientConnectResultCode.Success ? visitor : throw new UnauthorizedAccessException($"{result.ResultCode}");
    }

    internal async Task SubscribeAsync(params string[] topics)
    {
        using var late = new CancellationTokenSource(s_patience);
        foreach (var topic in topics)
            await _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, late.Token);
    }

    /// <summary>Publishes; true where the broker takes it.</summary>
    internal async Task<bool> PublishAsync(string topic, string payload, bool retain = false, string? responseTopic = null)
    {
        using var late = new CancellationTokenSource(s_patience);
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain)
            .WithResponseTopic(responseTopic).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        var result = await _client.PublishAsync(message, late.Token);
        return result.ReasonCode != MqttClientPublishReasonCode.NotAuthorized;
    }

    internal bool HasReceived(string topic, string? payload = null) =>
        Received.Any(message => message.Topic == topic && (payload is null || message.Payload == payload));

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }
}
