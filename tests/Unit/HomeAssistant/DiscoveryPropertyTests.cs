using System.Text.Json;
using CsCheck;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>Whatever names the configuration allows, Home Assistant understands what it is told.</summary>
public sealed class DiscoveryPropertyTests
{
    private const int Iterations = 200;

    [Fact]
    public void Documents_AnyNames_AreValid() => Gen.Select(Naming.Options, Naming.Report).Sample((options, report) =>
    {
        foreach (var (topic, payload) in Live(options, report))
        {
            var faults = options.Discovery.Style == DiscoveryStyle.Device
                ? DiscoveryValidator.Device(payload)
                : DiscoveryValidator.Component(topic[(options.Discovery.Prefix.Length + 1)..].Split('/')[0], payload);
            Assert.Empty(faults);
        }
    }, iter: Iterations);

    [Fact]
    public void Documents_AnyNames_HaveUniqueIds() => Gen.Select(Naming.Options, Naming.Report).Sample((options, report) =>
    {
        var ids = Live(options, report).SelectMany(document => Ids(options.Discovery.Style, document.Payload)).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[A-Za-z0-9_-]+$", id));
    }, iter: Iterations);

    [Fact]
    public void Documents_AnyNames_NameTopicsThatAreServed() => Gen.Select(Naming.Options, Naming.Report).Sample((options, report) =>
    {
        var topics = new Topics(options);
        var served = SampleReports.Catalogue.All
            .SelectMany(entity => report.Chargers.Select(charger => topics.Of(entity, charger.Id)))
            .Concat([topics.Status, topics.ModeSet, topics.LimitSet]).ToHashSet();
        foreach (var (_, payload) in Live(options, report))
        {
            using var document = JsonDocument.Parse(payload);
            Assert.All(Named(document.RootElement), topic => Assert.Contains(topic, served));
        }
    }, iter: Iterations);

    private static List<(string Topic, string Payload)> Live(MqttOptions options, CycleReport report) =>
        [.. new DiscoveryDocuments(options, new Topics(options), SampleReports.Catalogue).For(report)
            .Where(document => document.Payload is { Length: > 0 }).Select(document => (document.Topic, document.Payload!))];

    private static List<string> Ids(DiscoveryStyle style, string payload)
    {
        using var document = JsonDocument.Parse(payload);
        return style == DiscoveryStyle.Component
            ? [document.RootElement.GetProperty("unique_id").GetString()!]
            : [.. document.RootElement.GetProperty("cmps").EnumerateObject().Select(entity => entity.Value.GetProperty("unique_id").GetString()!)];
    }

    private static IEnumerable<string> Named(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Named),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "topic" || member.Name.EndsWith("_topic", StringComparison.Ordinal)
            ? [member.Value.GetString()!]
            : Named(member.Value)),
        _ => [],
    };
}
