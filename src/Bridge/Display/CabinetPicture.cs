using System.Globalization;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Lcd.Drawing;
using WallboxMqtt.Lcd.Screens;

namespace WallboxMqtt.Bridge.Display;

/// <summary>What the cabinet's display shows of a report, 160 x 128.</summary>
internal static class CabinetPicture
{
    /// <summary>An empty canvas of the display's size.</summary>
    internal static Canvas NewCanvas() => new(MainScreen.Width, MainScreen.Height);

    /// <summary>Draws a screen as a PNG.</summary>
    internal static byte[] Png(CabinetScreen screen)
    {
        var canvas = NewCanvas();
        screen.Draw(canvas);
        return PngEncoder.Encode(canvas);
    }

    /// <summary>What the main screen shows of a report.</summary>
    internal static MainView View(CycleReport? report, DateTimeOffset now, CabinetWords words)
    {
        var charger = report is { Chargers: [var first, ..] } ? first : null;
        return new MainView
        {
            AllowanceWatts = report?.Balancer.Allowance.Value ?? 0,
            CapWatts = report?.Balancer.Cap.Value ?? 0,
            PvWatts = report?.Inverter.Reading?.Power.Value,
            DrawnWatts = Drawn(report),
            Mode = words.Mode(report?.Intent.Mode),
            State = charger is { Online: true } ? words.State(charger.Reading?.State) : words.Offline,
            SessionKilowattHours = charger?.Reading?.SessionEnergy?.Value / 1000,
            Time = TimeOnly.FromDateTime(now.DateTime),
            Status = Status(report, charger, words),
            DecimalMark = words.DecimalMark,
        };
    }

    private static double? Drawn(CycleReport? report)
    {
        var powers = report?.Chargers.Select(charger => charger.Reading?.Power?.Value).OfType<double>().ToList();
        return powers is null or [] ? null : powers.Sum();
    }

    private static string Status(CycleReport? report, ChargerReport? charger, CabinetWords words) => (report, charger) switch
    {
        (null, _) or (_, null) => "",
        (_, { Online: false }) => words.NoWallbox,
        (_, { Problem: true }) => words.SeeWallbox,
        ({ Inverter.Status: InverterStatus.Missing or InverterStatus.Stale or InverterStatus.Invalid, Intent.Mode: ChargingMode.PvBoost }, _) => words.NoInverter,
        ({ Balancer.Raise: { } raise }, { Reason: DecisionReason.RaiseDelay, Setpoint: { } held }) =>
            words.Held(Whole(held.Value, "A"), Whole(Math.Ceiling(raise.In.TotalSeconds), "s")),
        (_, { Reason: DecisionReason.MeterLimit or DecisionReason.MeterStale, Setpoint: { } held }) => words.ByMeter(Whole(held.Value, "A")),
        _ => charger.Setpoint is { } setpoint ? Whole(setpoint.Value, "A") : "",
    };

    private static string Whole(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0} {unit}");
}
