using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>Announces the entities to a home automation, by retained topics of its own.</summary>
internal interface IAnnouncements
{
    /// <summary>Takes back what is announced no longer; once after the start. Throws if the connection fails.</summary>
    Task SettleAsync(IPublisher publisher, CycleReport report, CancellationToken cancellation);

    /// <summary>What the topics should hold.</summary>
    IEnumerable<TopicValue> Of(CycleReport report);
}
