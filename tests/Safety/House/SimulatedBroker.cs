using System.Text;
using MQTTnet;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The broker as the service's command reception sees it: brings commands, takes answers, and does either badly.</summary>
internal sealed class SimulatedBroker(TimeProvider time) : IPublisher
{
    /// <summary>Answers fail.</summary>
    internal bool Absent { get; set; }

    /// <summary>How long each answer takes.</summary>
    internal TimeSpan Latency { get; set; }

    /// <summary>Hears the answers that got through.</summary>
    internal Action<OutgoingMessage>? Received { get; set; }

    public async Task PublishAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency, time, cancellation);
        if (Absent)
            throw new IOException("no broker");
        Received?.Invoke(message);
    }

    internal static MqttApplicationMessage Command(string topic, string payload, bool retained = false) => new()
    {
        Topic = topic,
        PayloadSegment = Encoding.UTF8.GetBytes(payload),
        Retain = retained,
    };
}
