using System.Globalization;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Lcd.Screens;

namespace WallboxMqtt.Bridge.Display;

/// <summary>What the cabinet's display reports beside the main screen, in short words; the gravest first.</summary>
internal static class CabinetNotices
{
    private const int FootLength = 20;

    private static readonly TimeSpan s_brokerPatience = TimeSpan.FromSeconds(30);

    /// <summary>The notices of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="broker">How the connection to the broker stands; null if it is not known yet.</param>
    /// <param name="now">The clock on the wall.</param>
    /// <param name="words">The language.</param>
    internal static IReadOnlyList<NoticeView> Of(CycleReport report, MqttStatus? broker, DateTimeOffset now, CabinetWords words)
    {
        var notices = new List<NoticeView>();
        var silent = Span(report.Inverter.Silent);
        foreach (var problem in PlantProblems.Of(report))
        {
            Add(Appearance(problem.Kind), words.Problem(problem.Kind, Current(report.Chargers.FirstOrDefault(charger => charger.Id == problem.Part)?.FailsafeCurrent), silent), problem.Part);
        }

        var dark = report.Inverter.Status is InverterStatus.Missing or InverterStatus.Stale;
        if (dark && report.Intent.Mode.CountsOnSun() && !notices.Exists(notice => notice.Kind == NoticeKind.NoSun))
            Add(NoticeKind.NoSun, words.Asleep(silent), "inverter");
        if (report.Intent.Mode == ChargingMode.Off)
            Add(NoticeKind.Off, words.Off, Sun(report, words));
        if (broker is { Connected: false } && now - broker.Since > s_brokerPatience)
            Add(NoticeKind.NoBroker, words.NoBroker(broker.Since.ToOffset(now.Offset).ToString("HH:mm", CultureInfo.InvariantCulture)), broker.LastError ?? "");
        return notices;

        void Add(NoticeKind kind, (string, string) said, string foot) => notices.Add(View(kind, said, foot, now));
    }

    /// <summary>What is shown in the first seconds.</summary>
    internal static NoticeView Starting(string address, DateTimeOffset now, CabinetWords words) =>
        View(NoticeKind.Service, words.Starting(ProductVersion.Text, address), "", now);

    /// <summary>What is shown last, when the service ends.</summary>
    internal static NoticeView Ending(CycleReport? report, DateTimeOffset now, CabinetWords words) =>
        View(NoticeKind.Service, words.Ending(Current(report?.Chargers.FirstOrDefault()?.FailsafeCurrent)), "", now);

    private static NoticeKind Appearance(ProblemKind kind) => kind switch
    {
        ProblemKind.InverterMissing or ProblemKind.InverterStale or ProblemKind.InverterInvalid or ProblemKind.InverterContradicts => NoticeKind.NoSun,
        ProblemKind.ChargerOffline or ProblemKind.ChargerFault or ProblemKind.ChargerDisobeys or ProblemKind.ChargerFrozen or ProblemKind.ChargerFailsafe
            or ProblemKind.Overcurrent or ProblemKind.MeterStale => NoticeKind.Fault,
    };

    private static NoticeView View(NoticeKind kind, (string Title, string Text) said, string foot, DateTimeOffset now) =>
        new(kind, said.Title, said.Text, foot.Length <= FootLength ? foot : foot[..FootLength], TimeOnly.FromDateTime(now.DateTime));

    private static string? Current(Amperes? current) =>
        current is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Value:0}\u00A0A") : null;

    private static string Sun(CycleReport report, CabinetWords words) => report.Inverter.Reading is { } reading
        ? words.Sun(string.Create(CultureInfo.InvariantCulture, $"{reading.Power.Value / 1000:0.0} kW").Replace('.', words.DecimalMark))
        : "";

    private static string Span(TimeSpan span) =>
        span < TimeSpan.FromMinutes(2) ? $"{(int)span.TotalSeconds}\u00A0s" : span < TimeSpan.FromHours(2) ? $"{(int)span.TotalMinutes}\u00A0min" : $"{(int)span.TotalHours}\u00A0h";
}
