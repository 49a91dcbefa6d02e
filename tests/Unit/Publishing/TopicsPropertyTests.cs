using System.Text;
using CsCheck;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.Publishing;

/// <summary>Whatever names the configuration allows, topics are legal (MQTT 5, 4.7) and none is two things.</summary>
public sealed class TopicsPropertyTests
{
    private const int Iterations = 500;

    [Fact]
    public void Topics_AnyNames_AreLegal() => Gen.Select(Naming.Options, Naming.Report).Sample((options, report) =>
    {
        foreach (var topic in All(options, report))
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(topic), 1, 400);
            Assert.DoesNotContain(topic, c => c is '+' or '#' or '$' || char.IsControl(c) || char.IsSurrogate(c));
            Assert.DoesNotContain(topic.Split('/'), string.IsNullOrWhiteSpace);
        }
    }, iter: Iterations);

    [Fact]
    public void Topics_AnyNames_AreDifferent() => Gen.Select(Naming.Options, Naming.Report).Sample((options, report) =>
    {
        // Below each other they are mixed by whoever configured it so.
        if (options.BaseTopic.StartsWith(options.Discovery.Prefix, StringComparison.Ordinal) || options.Discovery.Prefix.StartsWith(options.BaseTopic, StringComparison.Ordinal))
            return;
        var all = All(options, report);
        Assert.Equal(all.Count, all.Distinct().Count());
    }, iter: Iterations);

    [Fact]
    public void TakesResponse_AnyTopic_IsNoneThatIsServed() => Gen.Select(Naming.Options, Naming.Report).Sample((options, report) =>
    {
        var topics = new Topics(options);
        Assert.All(All(options, report).Where(topic => topic != topics.CommandResult), topic => Assert.False(topics.TakesResponse(topic), topic));
    }, iter: Iterations);

    private static List<string> All(MqttOptions options, CycleReport report)
    {
        var topics = new Topics(options);
        var catalogue = SampleReports.Catalogue;
        var values = new ReportTopics(topics, catalogue, new StateDocument(catalogue), new DiscoveryAnnouncements(new DiscoveryDocuments(options, topics, catalogue)));
        return [topics.Status, topics.CommandResult, topics.ModeSet, topics.LimitSet, topics.Birth, .. values.Of(report).Select(value => value.Topic)];
    }
}
