using System.Text;
using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>Turns a report into what each retained topic should hold: status, discovery, every entity's value, the state document.</summary>
internal sealed class ReportTopics(Topics topics, EntityCatalogue catalogue, StateDocument state, IAnnouncements announcements)
{
    /// <summary>This software's own status while it is connected.</summary>
    public TopicValue Online { get; } = new(topics.Status, "online");

    /// <summary>Where events go.</summary>
    public string Event => topics.Event;

    /// <summary>Takes back what is announced no longer; once after the start. Throws if the connection fails.</summary>
    public Task SettleAsync(IPublisher publisher, CycleReport report, CancellationToken cancellation) =>
        announcements.SettleAsync(publisher, report, cancellation);

    /// <summary>All topics but <see cref="Online"/>, in the order they should be published in.</summary>
    public IEnumerable<TopicValue> Of(CycleReport report)
    {
        foreach (var document in announcements.Of(report))
            yield return document;
        foreach (var entity in catalogue.All)
        {
            if (entity.Value is null)
                continue;
            if (entity.Part != EntityPart.Charger)
            {
                yield return new TopicValue(topics.Of(entity, null), entity.Value(new ReportView(report, null)));
                continue;
            }

            foreach (var charger in report.Chargers)
                yield return new TopicValue(topics.Of(entity, charger.Id), entity.Value(new ReportView(report, charger)));
        }

        yield return new TopicValue(topics.State, Encoding.UTF8.GetString(state.Write(report)), StateDocument.TimeLength);
    }
}
