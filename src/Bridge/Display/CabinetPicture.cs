using System.Globalization;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
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
    internal static MainView View(CycleReport? report, DateTimeOffset now)
    {
        var charger = report is { Chargers: [var first, ..] } ? first : null;
        return new MainView
        {
            AllowanceWatts = report?.Balancer.Allowance.Value ?? 0,
            CapWatts = report?.Balancer.Cap.Value ?? 0,
            PvWatts = report?.Inverter.Reading?.Power.Value,
            DrawnWatts = Drawn(report),
            Mode = report is null ? "starting" : Words(report.Intent.Mode),
            State = charger is { Online: true } ? Words(charger.Reading?.State) : "offline",
            SessionKilowattHours = charger?.Reading?.SessionEnergy?.Value / 1000,
            Time = TimeOnly.FromDateTime(now.DateTime),
            Status = Status(report, charger),
        };
    }

    private static double? Drawn(CycleReport? report)
    {
        var powers = report?.Chargers.Select(charger => charger.Reading?.Power?.Value).OfType<double>().ToList();
        return powers is null or [] ? null : powers.Sum();
    }

    private static string Words(ChargingMode mode) => mode switch
    {
        ChargingMode.PvBoost => "PV boost",
        ChargingMode.Fixed => "Fixed",
        _ => "Off",
    };

    private static string Words(ChargerState? state) => state switch
    {
        null => "unknown",
        ChargerState.Available => "free",
        ChargerState.Preparing => "plugged",
        ChargerState.SuspendedEvse => "paused",
        ChargerState.SuspendedEv => "car full",
        ChargerState.Finishing => "ending",
        ChargerState.Unavailable => "blocked",
        { } other => other.Word(),
    };

    private static string Status(CycleReport? report, ChargerReport? charger) => (report, charger) switch
    {
        (null, _) or (_, null) => "",
        (_, { Online: false }) => "no wallbox",
        (_, { Problem: true }) => "see wallbox",
        ({ Inverter.Status: InverterStatus.Missing or InverterStatus.Stale or InverterStatus.Invalid, Intent.Mode: ChargingMode.PvBoost }, _) => "no inverter",
        ({ Balancer.Raise: { } raise }, { Reason: DecisionReason.RaiseDelay, Setpoint: { } held }) =>
            string.Create(CultureInfo.InvariantCulture, $"{held.Value:0} A, more in {Math.Ceiling(raise.In.TotalSeconds):0} s"),
        (_, { Reason: DecisionReason.MeterLimit or DecisionReason.MeterStale, Setpoint: { } held }) =>
            string.Create(CultureInfo.InvariantCulture, $"{held.Value:0} A by the meter"),
        _ => charger.Setpoint is { } setpoint ? string.Create(CultureInfo.InvariantCulture, $"{setpoint.Value:0} A") : "",
    };
}
