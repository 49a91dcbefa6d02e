using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Lcd.Screens;
using WallboxMqtt.Tests.Unit.HomeAssistant;
using Snapshot = WallboxMqtt.Tests.Unit.Lcd.Screens.Snapshot;

namespace WallboxMqtt.Tests.Unit.Display;

public sealed class CabinetScreenTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 14, 32, 6, TimeSpan.Zero);
    private static readonly TimeSpan s_up = TimeSpan.FromHours(1);
    private static readonly MqttStatus s_lost = new(Connected: false, s_now.AddMinutes(-17), "Connection refused");

    private static readonly CycleReport s_charging = SampleReports.Full with { Intent = new Intent(ChargingMode.PvBoost, null) };

    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var name in Screens.Keys)
            {
                names.Add(name, "en");
                names.Add(name, "de");
            }

            return names;
        }
    }

    private static Dictionary<string, CabinetScreen> Screens { get; } = new(StringComparer.Ordinal)
    {
        ["start"] = new(null, null, "192.0.2.5:8080", TimeSpan.FromSeconds(1), s_now),
        ["raise-delay"] = Of(s_charging with
        {
            Balancer = s_charging.Balancer with { Reason = DecisionReason.RaiseDelay, Raise = new PendingRaise(24, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(18)) },
            Chargers = [s_charging.Chargers[0] with { Reason = DecisionReason.RaiseDelay, Setpoint = new Amperes(17) }],
        }),
        ["charger-offline"] = Of(SampleReports.Unknown with { Chargers = [SampleReports.Unknown.Chargers[0] with { FailsafeCurrent = new Amperes(10) }] }),
        ["charger-fault"] = Of(WithReading(reading => reading with { FaultCode = 4096 })),
        ["charger-disobeys"] = Of(s_charging with { Chargers = [s_charging.Chargers[0] with { Problem = true, Fault = "setpoint is 16 A, the charger reads back 32 A" }] }),
        ["charger-frozen"] = Of(s_charging with { Chargers = [s_charging.Chargers[0] with { Problem = true, Frozen = true, Fault = "its values stand still" }] }),
        ["charger-failsafe"] = Of(s_charging with { Chargers = [s_charging.Chargers[0] with { Problem = true, FailsafeFault = "it is 32 A", Fault = "it is 32 A" }] }),
        ["overcurrent"] = Of(s_charging with { Chargers = [s_charging.Chargers[0] with { Problem = true, Reason = DecisionReason.Overcurrent }] }),
        ["inverter-stale"] = Of(Dark(InverterStatus.Stale, 5600)),
        ["inverter-missing"] = Of(Dark(InverterStatus.Missing, null)),
        ["inverter-invalid"] = Of(Dark(InverterStatus.Invalid, 5600)),
        ["inverter-asleep"] = Of(Dark(InverterStatus.Stale, 20)),
        ["inverter-contradicts"] = Of(s_charging with { Inverter = s_charging.Inverter with { Contradiction = "sunSpec says 900 W, ftp says 5600 W: the lower one counts" } }),
        ["meter-stale"] = Of(s_charging with { Balancer = s_charging.Balancer with { Meter = new MeterReport(null, TimeSpan.FromMinutes(3), 6) } }),
        ["meter-limit"] = Of(s_charging with { Chargers = [s_charging.Chargers[0] with { Reason = DecisionReason.MeterLimit, Setpoint = new Amperes(17) }] }),
        ["broker-lost"] = Of(s_charging) with { Broker = s_lost },
        ["off"] = Of(s_charging with { Intent = new Intent(ChargingMode.Off, null), Balancer = new BalancerReport(Watts.Zero, new Watts(11_040), DecisionReason.Off) }),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Screen_OfAMoment_LooksAsOnTheSnapshot(string name, string language)
    {
        var canvas = CabinetPicture.NewCanvas();
        var german = language == "de";
        (Screens[name] with { Words = german ? CabinetWords.German : CabinetWords.English }).Draw(canvas);
        Snapshot.Matches(canvas, $"screen-{name}{(german ? "-de" : "")}");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Service_ThatEnds_LooksAsOnTheSnapshot(string language)
    {
        var canvas = CabinetPicture.NewCanvas();
        var german = language == "de";
        NoticeScreen.Draw(canvas, CabinetNotices.Ending(s_charging, s_now, german ? CabinetWords.German : CabinetWords.English));
        Snapshot.Matches(canvas, $"screen-ended{(german ? "-de" : "")}");
    }

    [Fact]
    public void Documentation_ShowsEachScreenInEnglish()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "display.md"));
        Assert.All([.. Screens.Keys, "ended"], name => Assert.Contains($"tests/Unit/Lcd/Snapshots/screen-{name}.png", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Screens_OfATime_TakeTurns()
    {
        var report = SampleReports.Unknown with { Intent = new Intent(ChargingMode.Off, null) };
        var titles = Enumerable.Range(0, 8).Select(turn => (Of(report) with { Broker = s_lost, Now = s_now.AddSeconds(6 * turn) }).Notice?.Title ?? "main").ToList();
        Assert.Equal(titles[..4], titles[4..]);
        Assert.Equal(["No MQTT", "No wallbox", "Off", "main"], titles[..4].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Screen_WithNothingToTell_IsTheMainOne() =>
        Assert.All(Enumerable.Range(0, 60), second => Assert.Null((Of(s_charging) with { Now = s_now.AddSeconds(second) }).Notice));

    // At the moment where the first notice has its turn.
    private static CabinetScreen Of(CycleReport report)
    {
        var screen = new CabinetScreen(report, null, "", s_up, s_now);
        var notices = CabinetNotices.Of(report, null, s_now, CabinetWords.English).Count + 1;
        return screen with { Now = DateTimeOffset.FromUnixTimeSeconds(s_now.ToUnixTimeSeconds() / 6 / 2 / notices * notices * 2 * 6) };
    }

    private static CycleReport WithReading(Func<WallboxMqtt.Balancer.Chargers.ChargerReading, WallboxMqtt.Balancer.Chargers.ChargerReading> change) =>
        s_charging with { Chargers = [s_charging.Chargers[0] with { Problem = true, Reading = change(s_charging.Chargers[0].Reading!) }] };

    private static CycleReport Dark(InverterStatus status, double? last) => s_charging with
    {
        Inverter = new InverterReport(status, null, null, null) { Silent = TimeSpan.FromSeconds(95), LastPower = last is { } watts ? new Watts(watts) : null },
    };
}
