using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Unit.Problems;

public sealed class PlantProblemsTests
{
    private static readonly ChargerReport s_sound = SampleReports.Full.Chargers[0];

    [Fact]
    public void Of_AllIsWell_IsNothing() => Assert.Empty(PlantProblems.Of(SampleReports.Full));

    [Theory]
    [InlineData(InverterStatus.Missing, 59, null, null)]
    [InlineData(InverterStatus.Missing, 60, null, "inverter-missing: no data since the start")]
    [InlineData(InverterStatus.Stale, 60, 5600.0, "inverter-stale: went silent at 5600 W")]
    [InlineData(InverterStatus.Stale, 60, 99.0, null)]
    [InlineData(InverterStatus.Stale, 60, null, null)]
    [InlineData(InverterStatus.Invalid, 0, 5600.0, "inverter-invalid: no number")]
    [InlineData(InverterStatus.Night, 0, 0.0, null)]
    public void Of_Inverter_TellsByDayAlone(InverterStatus status, int silent, double? last, string? expected)
    {
        var inverter = new InverterReport(status, null, null, status == InverterStatus.Invalid ? "no number" : null)
        {
            Silent = TimeSpan.FromSeconds(silent),
            LastPower = last is { } watts ? new Watts(watts) : null,
        };
        Assert.Equal(expected, Reported(SampleReports.Full with { Inverter = inverter }));
    }

    [Fact]
    public void Of_SourcesThatContradict_IsTold() => Assert.Equal(
        "inverter-contradicts: ftp says 1 W, file says 900 W: the lower one counts",
        Reported(SampleReports.Full with { Inverter = SampleReports.Full.Inverter with { Contradiction = "ftp says 1 W, file says 900 W: the lower one counts" } }));

    [Theory]
    [InlineData(null, "meter-stale: no data from the grid meter since the start")]
    [InlineData(121, "meter-stale: the grid meter has been silent for 2 min")]
    public void Of_MeterThatIsNotHeard_IsTold(int? age, string expected)
    {
        var meter = new MeterReport(null, age is { } seconds ? TimeSpan.FromSeconds(seconds) : null, 6);
        Assert.Equal(expected, Reported(SampleReports.Full with { Balancer = SampleReports.Full.Balancer with { Meter = meter } }));
    }

    public static TheoryData<ChargerReport, string?> Chargers => new()
    {
        { s_sound with { Problem = true, Online = false, Fault = "connection refused" }, "charger-offline: connection refused" },
        { s_sound with { Online = false, Fault = "not connected yet" }, null },
        { s_sound with { Problem = true, Reason = DecisionReason.Overcurrent, Fault = "draws 18 A" }, "overcurrent: draws 18 A" },
        { s_sound with { Problem = true, Reading = new ChargerReading { FaultCode = 7 } }, "charger-fault: reports fault code 7" },
        { s_sound with { Problem = true, Reading = new ChargerReading { State = ChargerState.Faulted } }, "charger-fault: reports a fault" },
        { s_sound with { Problem = true, Frozen = true, Fault = "its values stand still" }, "charger-frozen: its values stand still" },
        { s_sound with { Problem = true, FailsafeFault = "32 A", Fault = "32 A" }, "charger-failsafe: 32 A" },
        { s_sound with { Problem = true, FailsafeFault = "32 A", Fault = "reads back 6 A" }, "charger-disobeys: reads back 6 A" },
        { s_sound with { Problem = true, Fault = "reads back 6 A" }, "charger-disobeys: reads back 6 A" },
    };

    [Theory]
    [MemberData(nameof(Chargers))]
    public void Of_Charger_IsToldByItsKind(ChargerReport charger, string? expected)
    {
        Assert.Equal(expected, Reported(SampleReports.Full with { Chargers = [charger] }));
        using var json = JsonDocument.Parse(ProblemJson.One(PlantProblems.Of(charger)));
        Assert.Equal(expected?.Split(": ")[1], json.RootElement.GetProperty("fault").GetString());
        Assert.Equal(expected is null, json.RootElement.GetProperty("advice").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public void Kinds_AllHaveAWordAndAdvice()
    {
        Assert.Equal(Enum.GetValues<ProblemKind>().Length, ProblemKinds.Words.Distinct().Count());
        Assert.All(Enum.GetValues<ProblemKind>(), kind => Assert.True(kind.Advice().Length > 40));
    }

    [Fact]
    public void Watch_ProblemThatStands_IsToldOnceAndSoIsItsEnd()
    {
        var time = new FakeTimeProvider();
        var events = new EventQueue(time);
        var watch = new ProblemWatch(new ReportFeed(), events, time);
        ImmutableArray<Problem> wrong = [new("charger", ProblemKind.ChargerOffline, "refused")];
        watch.Evaluate(wrong);
        time.Advance(TimeSpan.FromSeconds(9.9));
        watch.Evaluate(wrong);
        watch.Evaluate([]);
        watch.Evaluate(wrong);
        Assert.Null(events.Peek());
        for (var second = 0; second <= 20; second++)
        {
            watch.Evaluate([new("charger", ProblemKind.ChargerOffline, $"refused {second}")]);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(("charger-offline", "refused 10"), Take(events));
        Assert.Null(events.Peek());
        watch.Evaluate([]);
        watch.Evaluate([]);
        Assert.Equal(("recovered", "refused 20"), Take(events));
        Assert.Null(events.Peek());
    }

    private static (string? Type, string? Text) Take(EventQueue events)
    {
        var json = events.Peek()!;
        events.Delivered(json);
        using var document = JsonDocument.Parse(json);
        Assert.Equal("charger", document.RootElement.GetProperty("part").GetString());
        return (document.RootElement.GetProperty("event_type").GetString(), document.RootElement.GetProperty("text").GetString());
    }

    private static string? Reported(CycleReport report)
    {
        var problems = PlantProblems.Of(report);
        using var json = JsonDocument.Parse(ProblemJson.All(problems));
        Assert.Equal(problems.Length, json.RootElement.GetProperty("count").GetInt32());
        return problems.IsEmpty ? null : $"{Assert.Single(problems).Kind.Word()}: {problems[0].Text}";
    }
}
