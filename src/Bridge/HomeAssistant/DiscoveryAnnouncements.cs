using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>Home Assistant's MQTT discovery.</summary>
/// <param name="documents">What is announced.</param>
/// <param name="change">Takes back what an earlier version or configuration announced; null for nothing.</param>
internal sealed class DiscoveryAnnouncements(DiscoveryDocuments documents, DiscoveryChange? change = null) : IAnnouncements
{
    /// <inheritdoc />
    public Task SettleAsync(IPublisher publisher, CycleReport report, CancellationToken cancellation) =>
        change?.SettleAsync(publisher, report, cancellation) ?? Task.CompletedTask;

    /// <inheritdoc />
    public IEnumerable<TopicValue> Of(CycleReport report) => documents.For(report);
}
