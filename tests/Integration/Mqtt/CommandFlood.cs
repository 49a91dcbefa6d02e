using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>Somebody whose automation has run wild: a thousand commands a second.</summary>
internal sealed class CommandFlood : IAsyncDisposable
{
    private const int ASecond = 1000;
    private const int AtOnce = 20;

    // None of these changes what is allowed, so that what the wallbox does is comparable.
    private static readonly (string Topic, byte[] Payload)[] s_commands =
    [
        ("wallbox/mode/set", "pv-boost"u8.ToArray()),
        ("wallbox/limit/set", "none"u8.ToArray()),
        ("wallbox/limit/set", "22000"u8.ToArray()),
        ("wallbox/mode/set", "turbo"u8.ToArray()),
        ("wallbox/mode/set", [0xFF, 0x00, 0xC3, 0x28]),
    ];

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    /// <summary>How many were sent and acknowledged.</summary>
    internal int Sent { get; private set; }

    internal async Task ConnectAsync(int port) => await _client.ConnectAsync(
        new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId("flood").Build());

    /// <summary>Sends for so many seconds, as fast as agreed and no faster.</summary>
    internal async Task RunAsync(int seconds)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (Sent < seconds * ASecond)
        {
            await Task.WhenAll(Enumerable.Range(Sent, AtOnce).Select(SendAsync));
            Sent += AtOnce;
            var ahead = TimeSpan.FromSeconds((double)Sent / ASecond) - TimeProvider.System.GetElapsedTime(start);
            if (ahead > TimeSpan.Zero)
                await Task.Delay(ahead, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }

    private async Task SendAsync(int number)
    {
        var (topic, payload) = s_commands[number % s_commands.Length];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _client.PublishAsync(
            new MqttApplicationMessage { Topic = topic, PayloadSegment = payload, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }, limit.Token);
    }
}
