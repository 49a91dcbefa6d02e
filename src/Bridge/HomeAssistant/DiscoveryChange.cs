using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>
/// Takes back, once after each start, what an earlier configuration or version announced: a charger or an entity that is gone, another
/// prefix or client id. A change of style migrates (home-assistant.io, "migration from single component to device-based discovery"), so
/// that names and history stay.
/// </summary>
internal sealed class DiscoveryChange(DiscoveryDocuments documents, DiscoveryMemory memory)
{
    private const string Migrate = """{"migrate_discovery":true}""";
    private bool _done;

    /// <summary>Does it on the first connection; throws if the connection fails, and is done again on the next.</summary>
    public async Task SettleAsync(IPublisher publisher, CycleReport report, CancellationToken cancellation)
    {
        if (_done)
            return;
        var wanted = documents.Wanted(report);
        var before = memory.Published;
        if (before is not null && !before.Same(wanted))
        {
            await memory.KeepAsync(before.And(wanted), cancellation);
            foreach (var message in Messages(before, wanted, report))
                await publisher.PublishAsync(message, cancellation);
        }

        await memory.KeepAsync(wanted, cancellation);
        _done = true;
    }

    private IEnumerable<OutgoingMessage> Messages(PublishedDiscovery before, PublishedDiscovery wanted, CycleReport report)
    {
        var gone = before.Topics.Keys.Where(topic => !wanted.Topics.ContainsKey(topic)).ToList();
        foreach (var topic in gone.Where(topic => documents.IsOtherStyle(topic, report)))
            yield return new OutgoingMessage(topic, Migrate, Retain: false);
        foreach (var document in documents.For(report))
            yield return new OutgoingMessage(document.Topic, document.Payload!, Retain: true);
        foreach (var topic in gone)
            yield return new OutgoingMessage(topic, string.Empty, Retain: true);
    }
}
