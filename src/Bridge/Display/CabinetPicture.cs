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

    /// <summary>Draws it; null is a service that has just started.</summary>
    internal static void Draw(Canvas canvas, CycleReport? report, TimeProvider time) => MainScreen.Draw(canvas, View(report, time));

    /// <summary>Draws it as a PNG.</summary>
    internal static byte[] Png(CycleReport? report, TimeProvider time)
    {
        var canvas = NewCanvas();
        Draw(canvas, report, time);
        return PngEncoder.Encode(canvas);
    }

    private static MainView View(CycleReport? report, TimeProvider time)
    {
        var charger = report is { Chargers: [var first, ..] } ? first : null;
        return new MainView
        {
            AllowanceWatts = report?.Balancer.Allowance.Value ?? 0,
            CapWatts = report?.Balancer.Cap.Value ?? 0,
            PvWatts = report?.Inverter.Reading?.Power.Value,
            DrawnWatts = charger?.Reading?.Power?.Value,
            Mode = report is null ? "starting" : Words(report.Intent.Mode),
            State = charger is { Online: true } ? Words(charger.Reading?.State) : "offline",
            SessionKilowattHours = charger?.Reading?.SessionEnergy?.Value / 1000,
            Time = TimeOnly.FromDateTime(time.GetLocalNow().DateTime),
            Status = Status(report, charger),
        };
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
        _ => charger.Setpoint is { } setpoint ? $"{setpoint.Value:0} A" : "",
    };
}
