using System.Globalization;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
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
        _ when report.Intent.Mode.CountsOnSun() && IsSunUnknown(report.Inverter.Status) => words.NoInverter,
        (_, { Setpoint: { } setpoint }) => Held(setpoint, charger.Reason, report.Balancer.Raise, words),
        (_, { Setpoint: null }) => "",
    };

    private static bool IsSunUnknown(InverterStatus status) => status switch
    {
        InverterStatus.Missing or InverterStatus.Stale or InverterStatus.Invalid => true,
        InverterStatus.Ok or InverterStatus.Night => false,
    };

    private static string Held(Amperes setpoint, DecisionReason reason, PendingRaise? raise, CabinetWords words)
    {
        var amperes = Whole(setpoint.Value, "A");
        return reason switch
        {
            DecisionReason.RaiseDelay when raise is { } wait => words.Held(amperes, Whole(Math.Ceiling(wait.In.TotalSeconds), "s")),
            DecisionReason.MeterLimit or DecisionReason.MeterStale => words.ByMeter(amperes),
            DecisionReason.PvBoost or DecisionReason.Fixed or DecisionReason.Off or DecisionReason.InverterMissing or DecisionReason.InverterStale
                or DecisionReason.InverterInvalid or DecisionReason.RaiseDelay or DecisionReason.Limit or DecisionReason.ChargerMaximum
                or DecisionReason.Shared or DecisionReason.BelowMinimum or DecisionReason.ChargerOffline or DecisionReason.Overcurrent
                or DecisionReason.UnbalanceLimit => amperes,
        };
    }

    private static string Whole(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0} {unit}");
}
