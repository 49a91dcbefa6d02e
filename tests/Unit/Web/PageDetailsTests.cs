using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Web.Live;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.Web;

public sealed class PageDetailsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Details_WhileARaiseWaits_SayWhatCouldBeAndWhen()
    {
        var report = SampleReports.Full;
        var charger = report.Chargers[0] with { Reason = DecisionReason.RaiseDelay, CycledAt = _time.GetTimestamp() };
        _time.Advance(TimeSpan.FromSeconds(1.5));
        using var json = Write(report with
        {
            Balancer = report.Balancer with { Raise = new PendingRaise(24, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(18)) },
            Chargers = report.Chargers.SetItem(0, charger),
        });
        var reason = json.RootElement.GetProperty("reasons")[0];
        Assert.Equal("raise-delay", reason.GetProperty("reason").GetString());
        Assert.Equal((24, 12), (reason.GetProperty("could").GetInt32(), reason.GetProperty("lowSecondsAgo").GetInt32()));
        Assert.Equal(report.Time + TimeSpan.FromSeconds(18), reason.GetProperty("raisesAt").GetDateTimeOffset());
        var link = json.RootElement.GetProperty("links").EnumerateArray().Single(one => one.GetProperty("part").GetString() == "charger");
        Assert.Equal(1.5, link.GetProperty("ageSeconds").GetDouble());
    }

    [Fact]
    public void Details_WithEverythingLost_SayWhatToDo()
    {
        using var json = Write(SampleReports.Unknown);
        Assert.Equal(
            ["inverter missing", "charger offline", "mqtt offline"],
            json.RootElement.GetProperty("links").EnumerateArray().Select(link => $"{link.GetProperty("part")} {link.GetProperty("status")}"));
        Assert.NotEmpty(json.RootElement.GetProperty("problems").EnumerateArray());
        Assert.All(json.RootElement.GetProperty("problems").EnumerateArray(), problem => Assert.NotEmpty(problem.GetProperty("advice").GetString()!));
    }

    private JsonDocument Write(CycleReport report) =>
        JsonDocument.Parse(PageDetails.Write(report, new MqttStatus(Connected: false, _time.GetUtcNow(), "refused"), SampleReports.Inverter, _time));
}
