using System.Globalization;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Lcd.Screens;

namespace WallboxMqtt.Bridge.Display;

/// <summary>What the cabinet's display has to tell beside the main screen, in short words; the gravest first.</summary>
internal static class CabinetNotices
{
    /// <summary>The notices of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="broker">How the connection to the broker stands; null where it is not known yet.</param>
    /// <param name="now">The clock on the wall.</param>
    internal static IReadOnlyList<NoticeView> Of(CycleReport report, MqttStatus? broker, DateTimeOffset now)
    {
        var notices = new List<NoticeView>();
        var time = TimeOnly.FromDateTime(now.DateTime);
        foreach (var problem in PlantProblems.Of(report))
            Add(problem.Kind is ProblemKind.InverterInvalid or ProblemKind.InverterMissing or ProblemKind.InverterStale or ProblemKind.InverterContradicts ? NoticeKind.NoSun : NoticeKind.Fault, Words(problem.Kind, report, problem.Part), problem.Part);
        var dark = report.Inverter.Status is InverterStatus.Missing or InverterStatus.Stale;
        if (dark && report.Intent.Mode == ChargingMode.PvBoost && !notices.Exists(notice => notice.Kind == NoticeKind.NoSun))
            Add(NoticeKind.NoSun, ("No sun?", $"Inverter silent {Span(report.Inverter.Silent)}. No sun is assumed."), "inverter");
        if (report.Intent.Mode == ChargingMode.Off)
            Add(NoticeKind.Off, ("Off", "Charging is switched off by command. PV boost or Fixed starts it."), Sun(report));
        if (broker is { Connected: false } && now - broker.Since > TimeSpan.FromSeconds(30))
            Add(NoticeKind.NoBroker, ("No MQTT", $"Broker out of reach since {broker.Since.ToOffset(now.Offset):HH:mm}. Steering goes on without it."), broker.LastError ?? "");
        return notices;

        void Add(NoticeKind kind, (string Title, string Text) words, string foot) => notices.Add(new NoticeView(kind, words.Title, words.Text, Cut(foot), time));
    }

    /// <summary>What is shown in the first seconds.</summary>
    internal static NoticeView Starting(string address, DateTimeOffset now) =>
        new(NoticeKind.Service, "Wallbox", $"wallbox-mqtt {ProductVersion.Text} starts. {address}", "", TimeOnly.FromDateTime(now.DateTime));

    /// <summary>What stays when the service ends.</summary>
    internal static NoticeView Ending(CycleReport? report, DateTimeOffset now)
    {
        var failsafe = report is { Chargers: [{ FailsafeCurrent: { } current }, ..] } ? string.Create(CultureInfo.InvariantCulture, $" at {current.Value:0}\u00A0A or below") : "";
        return new NoticeView(NoticeKind.Service, "Ended", $"The service has been stopped. The wallbox stays{failsafe}.", "", TimeOnly.FromDateTime(now.DateTime));
    }

    private static (string Title, string Text) Words(ProblemKind kind, CycleReport report, string part)
    {
        var charger = report.Chargers.FirstOrDefault(one => one.Id == part);
        return kind switch
        {
            ProblemKind.ChargerOffline => (
                "No wallbox", charger?.FailsafeCurrent is { } current
                    ? string.Create(CultureInfo.InvariantCulture, $"Has it power, network, Modbus TCP on? It charges at {current.Value:0}\u00A0A meanwhile.")
                    : "Has it power, network, Modbus TCP on? It keeps its failsafe current."),
            ProblemKind.ChargerFault => ("Fault", "Wallbox reports a fault. Look at it, unplug; else fuse off and on."),
            ProblemKind.ChargerDisobeys => ("Disobeys", "A second Modbus master? There may be one only: switch it off."),
            ProblemKind.Overcurrent => ("Too much", "The car draws more than it may. It is stopped; then command a mode."),
            ProblemKind.InverterMissing => ("No sun?", "Inverter not heard since the start. Look at its push settings."),
            ProblemKind.InverterStale => ("No sun?", $"Inverter silent {Span(report.Inverter.Silent)}. Look at its network. No sun is assumed."),
            ProblemKind.MeterStale => ("No meter", "The grid meter is silent. Look at it and at its network. The fallback holds."),
            ProblemKind.InverterContradicts => ("Differ", "The inverter's sources tell different powers. The lower one counts."),
            _ => ("No sun?", "Inverter's figures cannot be. Look at ratedPower. No sun is assumed."),
        };
    }

    private static string Sun(CycleReport report) =>
        report.Inverter.Reading is { } reading ? string.Create(CultureInfo.InvariantCulture, $"sun {reading.Power.Value / 1000:0.0} kW") : "";

    private static string Span(TimeSpan span) =>
        span < TimeSpan.FromMinutes(2) ? $"{(int)span.TotalSeconds}\u00A0s" : span < TimeSpan.FromHours(2) ? $"{(int)span.TotalMinutes}\u00A0min" : $"{(int)span.TotalHours}\u00A0h";

    private static string Cut(string text) => text.Length <= 20 ? text : text[..20];
}
