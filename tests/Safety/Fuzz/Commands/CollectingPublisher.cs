using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Tests.Safety.Fuzz.Commands;

/// <summary>A broker that takes everything at once.</summary>
internal sealed class CollectingPublisher : IPublisher
{
    internal List<OutgoingMessage> Sent { get; } = [];

    public Task PublishAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        Sent.Add(message);
        return Task.CompletedTask;
    }
}
