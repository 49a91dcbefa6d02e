using System.Text.Json;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Text;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.Publishing;

public sealed class ReportTopicsTests
{
    [Fact]
    public void Topics_FullReport_MatchSnapshot() => Snapshot.Match("topics-full.txt", Lines(SampleReports.Full), SnapshotCaller());

    [Fact]
    public void Topics_NothingKnown_MatchSnapshot() => Snapshot.Match("topics-unknown.txt", Lines(SampleReports.Unknown), SnapshotCaller());

    [Fact]
    public void State_FullReport_MatchesSnapshot() => Snapshot.Match("state-full.json", State(SampleReports.Full), SnapshotCaller());

    [Fact]
    public void State_NothingKnown_MatchesSnapshot() => Snapshot.Match("state-unknown.json", State(SampleReports.Unknown), SnapshotCaller());

    [Fact]
    public void State_OtherTimeOnly_DiffersOnlyInTheUnjudgedPart()
    {
        var document = new StateDocument(SampleReports.Catalogue);
        var one = document.Write(SampleReports.Full);
        var other = document.Write(SampleReports.Full with { Time = SampleReports.Full.Time.AddSeconds(7) });
        Assert.NotEqual(one, other);
        Assert.Equal(one[StateDocument.TimeLength..], other[StateDocument.TimeLength..]);
    }

    [Theory]
    [InlineData(double.NaN, null)]
    [InlineData(double.PositiveInfinity, null)]
    [InlineData(-0.04, "0")]
    [InlineData(0.06, "0.1")]
    [InlineData(1e9, "1000000000")]
    [InlineData(-1234.55, "-1234.6")]
    public void PlainNumber_AnyPower_IsAPlainDecimalOrUnknown(double watts, string? expected) =>
        Assert.Equal(expected, PlainNumber.Of((Watts?)new Watts(watts)));

    [Theory]
    [InlineData(InverterStatus.Ok, "online")]
    [InlineData(InverterStatus.Night, "online")]
    [InlineData(InverterStatus.Stale, "offline")]
    [InlineData(InverterStatus.Invalid, "offline")]
    public void InverterAvailable_Status_FollowsValidity(InverterStatus status, string expected)
    {
        var report = SampleReports.Full with { Inverter = SampleReports.Full.Inverter with { Status = status } };
        Assert.Contains(Topics(report), value => value.Topic == "wallbox/inverter/available" && value.Payload == expected);
    }

    [Theory]
    [InlineData("client/reply/7", true)]
    [InlineData("wallbox/command/result/me", true)]
    [InlineData("wallboxes/reply", true)]
    [InlineData("wallbox/mode/set", false)]
    [InlineData("wallbox/limit/set", false)]
    [InlineData("wallbox/status", false)]
    [InlineData("homeassistant/sensor/x/config", false)]
    [InlineData("a/+/b", false)]
    [InlineData("a/#", false)]
    [InlineData("$SYS/x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void ResponseTopic_Any_IsTakenOnlyWhereHarmless(string? topic, bool expected) =>
        Assert.Equal(expected, new Topics(new MqttOptions()).TakesResponse(topic));

    internal static IEnumerable<TopicValue> Topics(CycleReport report)
    {
        var options = new MqttOptions { Discovery = new DiscoveryOptions(Style: DiscoveryStyle.Off) };
        return Create(options).Of(report);
    }

    internal static ReportTopics Create(MqttOptions options, DiscoveryMemory? memory = null)
    {
        var topics = new Topics(options);
        var catalogue = SampleReports.Catalogue;
        var documents = new DiscoveryDocuments(options, topics, catalogue, memory);
        return new ReportTopics(
            topics, catalogue, new StateDocument(catalogue), new DiscoveryAnnouncements(documents, memory is null ? null : new DiscoveryChange(documents, memory)));
    }

    private static string Lines(CycleReport report) =>
        string.Concat(Topics(report).Select(value => $"{value.Topic} {value.Payload ?? "(not published)"}\n"));

    private static string State(CycleReport report) =>
        Snapshot.Indented(JsonDocument.Parse(new StateDocument(SampleReports.Catalogue).Write(report)).RootElement.GetRawText());

    private static string SnapshotCaller([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "HomeAssistant", "any.cs");
}
