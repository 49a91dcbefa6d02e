using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Web.Live;
using WallboxMqtt.Tests.Unit.HomeAssistant;

namespace WallboxMqtt.Tests.Browser;

/// <summary>A moment in a house, told to the page as the service would tell it.</summary>
internal sealed record Scene(string Name, CycleReport Report, bool Broker = true, string Access = """{"read":true,"change":true,"login":"none"}""", bool History = true)
{
    private static readonly DateTimeOffset s_now = TimeProvider.System.GetLocalNow();

    /// <summary>What there is to look at.</summary>
    public static IReadOnlyList<Scene> All { get; } =
    [
        new("sun", Sun),
        new("raise-delay", Sun with
        {
            Balancer = Sun.Balancer with { Reason = DecisionReason.RaiseDelay, Raise = new PendingRaise(24, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(18)) },
            Chargers = [Charging(17, 11_650) with { Reason = DecisionReason.RaiseDelay }],
        }),
        new("inverter-stale", Sun with
        {
            Inverter = new InverterReport(InverterStatus.Stale, null, TimeSpan.FromSeconds(95), null) { Silent = TimeSpan.FromSeconds(95), LastPower = new Watts(5600) },
            Balancer = new BalancerReport(new Watts(11_040), new Watts(11_040), DecisionReason.InverterStale),
            Chargers = [Charging(16, 11_020) with { Reason = DecisionReason.InverterStale }],
        }),
        new("charger-offline", SampleReports.Unknown with { Time = s_now }, Broker: false, History: false),
        new("two-chargers", Sun with
        {
            Balancer = Sun.Balancer with { Reason = DecisionReason.Shared },
            Chargers =
            [
                Charging(12, 8200) with { Id = "garage", Reason = DecisionReason.Shared },
                Charging(12, 8150) with { Id = "carport", Reason = DecisionReason.Shared },
            ],
        }),
        new("login-needed", Sun, Access: """{"read":true,"change":false,"login":"needed"}"""),
        new("off-at-night", Sun with
        {
            Intent = new Intent(ChargingMode.Off, null),
            Inverter = new InverterReport(InverterStatus.Night, Sun.Inverter.Reading! with { Power = Watts.Zero, GridPower = new Watts(410), LoadPower = new Watts(410), Night = true }, TimeSpan.FromSeconds(4), null),
            Balancer = new BalancerReport(Watts.Zero, new Watts(11_040), DecisionReason.Off),
            Chargers = [Charging(0, 4) with { Reason = DecisionReason.Off }],
        }),
    ];

    private static CycleReport Sun => SampleReports.Full with
    {
        Time = s_now,
        Intent = new Intent(ChargingMode.PvBoost, null),
        Inverter = SampleReports.Full.Inverter with
        {
            Reading = SampleReports.Full.Inverter.Reading! with { Power = new Watts(5600), GridPower = new Watts(11_350), LoadPower = new Watts(16_950) },
        },
        Balancer = new BalancerReport(new Watts(16_640), new Watts(11_040), DecisionReason.PvBoost),
        Chargers = [Charging(24, 16_480)],
    };

    /// <summary>Answers the page's questions with this scene.</summary>
    public async Task PlayAsync(IBrowserContext visit)
    {
        var state = Encoding.UTF8.GetString(new StateDocument(SampleReports.Catalogue).Write(Report));
        var details = PageDetails.Write(Report, new MqttStatus(Broker, s_now.AddMinutes(-95), Broker ? null : "Connection refused"), SampleReports.Inverter, TimeProvider.System);
        await visit.RouteAsync("**/api/events", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/event-stream",
            Body = $"retry: 1000\n\ndata: {state}\n\nevent: page\ndata: {details}\n\n",
        }));
        await AnswerAsync("access", Access);
        await AnswerAsync("history*", HistoryJson());
        await AnswerAsync("sessions", SessionsJson());
        await AnswerAsync("days", DaysJson());

        Task AnswerAsync(string path, string json) => visit.RouteAsync($"**/api/{path}", route => route.FulfillAsync(
            History || path == "access"
                ? new RouteFulfillOptions { ContentType = "application/json", Body = json }
                : new RouteFulfillOptions { Status = 503, Body = "no history: database or disk is full\n" }));
    }

    private static ChargerReport Charging(int setpoint, double power) => SampleReports.Full.Chargers[0] with
    {
        Reason = DecisionReason.PvBoost,
        Setpoint = new Amperes(setpoint),
        CycledAt = TimeProvider.System.GetTimestamp(),
        Charged = new ChargedEnergy(new WattHours(812_400), new WattHours(402_100)),
        Reading = SampleReports.Full.Chargers[0].Reading! with
        {
            State = setpoint == 0 ? ChargerState.SuspendedEvse : ChargerState.Charging,
            Power = new Watts(power),
            Current = new(new Amperes(power / 690), new Amperes(power / 688), new Amperes(power / 692)),
            SessionDuration = TimeSpan.FromMinutes(85),
        },
    };

    // A day of sun and clouds, with a car from nine to two and from half past four on.
    private static string HistoryJson()
    {
        var until = s_now.ToUnixTimeSeconds() / 10 * 10;
        var noise = new Random(4711);
        var (time, pv, allowance, power, setpoint) = (new StringBuilder(), new StringBuilder(), new StringBuilder(), new StringBuilder(), new StringBuilder());
        var cloud = 1.0;
        for (var at = until - 86_400; at <= until; at += 10)
        {
            var hour = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(at), TimeProvider.System.LocalTimeZone).TimeOfDay.TotalHours;
            if (hour is > 3 and < 3.4)
                continue;
            cloud = Math.Clamp(cloud + ((noise.NextDouble() - 0.5) * 0.12), 0.25, 1);
            var sun = hour is > 6 and < 20 ? 9400 * Math.Sin((hour - 6) / 14 * Math.PI) * cloud : 0;
            var amperes = Math.Floor((11_040 + sun) / 690);
            var charges = hour is (> 9 and < 14) or > 16.5;
            foreach (var (column, value) in new[] { (time, (double)at), (pv, sun), (allowance, 11_040 + sun), (power, charges ? amperes * 688 : 4), (setpoint, amperes) })
                column.Append(column.Length > 0 ? "," : "").Append(value.ToString("0", CultureInfo.InvariantCulture));
        }

        return $$"""{"step":10,"time":[{{time}}],"pv":[{{pv}}],"allowance":[{{allowance}}],"power":[{{power}}],"setpoint":[{{setpoint}}]}""";
    }

    private static string SessionsJson() => "{\"sessions\":[" + string.Join(',', Enumerable.Range(0, 12).Select(n =>
        $"{{\"charger\":\"charger\",\"start\":\"{s_now.AddHours(-1.5 - (n * 17)):O}\",\"end\":{(n == 0 ? "null" : $"\"{s_now.AddHours(3 - (n * 17)):O}\"")},\"energy\":{12.4 + (n * 3.7 % 20):0.0},\"pvShare\":0.{30 + (n * 7 % 60)},\"maxPower\":{11_040 + (n * 690)}}}")) + "]}";

    private static string DaysJson() => "{\"days\":[" + string.Join(',', Enumerable.Range(0, 30).Select(n =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"day\":\"{s_now.AddDays(-n):yyyy-MM-dd}\",\"pv\":{20 + (n % 7)},\"charged\":{(n * 13 % 29) + 2},\"chargedPv\":{((n * 13 % 29) + 2) * 0.6:0.0},\"chargedGrid\":{((n * 13 % 29) + 2) * 0.4:0.0},\"sessions\":1}}"))) + "]}";
}
