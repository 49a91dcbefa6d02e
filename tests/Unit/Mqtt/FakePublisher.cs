using System.Collections.Concurrent;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Tests.Unit.Mqtt;

/// <summary>Takes every message, or none.</summary>
internal sealed class FakePublisher : IPublisher
{
    public ConcurrentQueue<OutgoingMessage> Sent { get; } = new();

    /// <summary>So many messages, then the connection is gone.</summary>
    public int BreaksAfter { get; set; } = int.MaxValue;

    public Task PublishAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Sent.Count >= BreaksAfter)
            throw new IOException("the connection is gone");
        Sent.Enqueue(message);
        return Task.CompletedTask;
    }

    /// <summary>Waits until the messages so far meet a condition.</summary>
    public async Task Until(Func<IReadOnlyList<OutgoingMessage>, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition([.. Sent]))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
    }
}
