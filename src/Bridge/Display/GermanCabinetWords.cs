using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Problems;

namespace WallboxMqtt.Bridge.Display;

/// <summary>German.</summary>
internal sealed class GermanCabinetWords : CabinetWords
{
    internal override char DecimalMark => ',';

    internal override string Offline => "offline";

    internal override string NoWallbox => "keine Wallbox";

    internal override string SeeWallbox => "Wallbox ansehen";

    internal override string NoInverter => "Sonne unbekannt";

    internal override (string Title, string Text) Off => ("Aus", "Laden ist per Befehl aus. PV-Boost oder Fest schaltet es ein.");

    internal override string Mode(ChargingMode? mode) => mode is { } known ? Word(known) : "startet";

    internal override string State(ChargerState? state) => state is { } known ? Word(known) : "unbekannt";

    internal override string Held(string amperes, string seconds) => $"{amperes}, mehr: {seconds}";

    internal override string ByMeter(string amperes) => $"{amperes}: Netzzähler";

    internal override (string Title, string Text) Problem(ProblemKind kind, string? failsafe, string silent) => kind switch
    {
        ProblemKind.ChargerOffline => (
            "Wallbox?", $"Strom, Netzwerk, Modbus TCP an? {(failsafe is null ? "Sie hält ihren Rückfallstrom." : $"Sie lädt solange mit {failsafe}.")}"),
        ProblemKind.ChargerFault => ("Störung", "Wallbox meldet eine Störung. Ansehen, abstecken; sonst Sicherung aus, ein."),
        ProblemKind.ChargerDisobeys => ("Ungehorsam", "Zweiter Modbus-Master? Es darf nur einen geben: abschalten."),
        ProblemKind.ChargerFrozen => ("Steht", "Die Werte der Wallbox stehen still. Hilft nichts: Sicherung aus, ein."),
        ProblemKind.ChargerFailsafe => ("Rückfall", "Ihr Rückfallstrom stimmt nicht: in ihrer Installateursseite setzen."),
        ProblemKind.Overcurrent => ("Zu viel", "Das Auto zieht mehr als erlaubt und wird gestoppt; dann Betriebsart befehlen."),
        ProblemKind.InverterMissing => ("Sonne?", "Wechselrichter seit dem Start stumm. Seine Push-Einstellungen ansehen."),
        ProblemKind.InverterStale => ("Sonne?", $"Wechselrichter stumm: {silent}. Sein Netzwerk ansehen. Keine Sonne angenommen."),
        ProblemKind.MeterStale => ("Zähler?", "Der Netzzähler ist stumm. Ihn und sein Netzwerk ansehen. Rückfallwert gilt."),
        ProblemKind.InverterContradicts => ("Uneins", "Die Quellen der Sonne sind uneins. Der niedrigere Wert zählt."),
        ProblemKind.InverterInvalid => ("Sonne?", "Wechselrichter nicht glaubhaft: ratedPower ansehen. Keine Sonne angenommen."),
    };

    internal override (string Title, string Text) Asleep(string silent) => ("Sonne?", $"Wechselrichter stumm: {silent}. Keine Sonne angenommen.");

    internal override (string Title, string Text) NoBroker(string since) => ("Kein MQTT", $"Broker seit {since} nicht erreichbar. Gesteuert wird weiter.");

    internal override (string Title, string Text) Starting(string version, string address) =>
        ("Wallbox", $"wallbox-mqtt {version} startet.{(address.Length == 0 ? "" : $" Seite: {address}")}");

    internal override (string Title, string Text) Ending(string? failsafe) =>
        ("Beendet", failsafe is null ? "Der Dienst wurde beendet." : $"Der Dienst wurde beendet. Die Wallbox bleibt bei höchstens {failsafe}.");

    internal override string Sun(string kilowatts) => $"Sonne {kilowatts}";

    private static string Word(ChargingMode mode) => mode switch
    {
        ChargingMode.PvBoost => "PV-Boost",
        ChargingMode.Fixed => "Fest",
        ChargingMode.Off => "Aus",
    };

    private static string Word(ChargerState state) => state switch
    {
        ChargerState.Available => "frei",
        ChargerState.Preparing => "Auto da",
        ChargerState.Charging => "lädt",
        ChargerState.SuspendedEvse => "Pause",
        ChargerState.SuspendedEv => "voll",
        ChargerState.Finishing => "endet",
        ChargerState.Reserved => "reserviert",
        ChargerState.Unavailable => "gesperrt",
        ChargerState.Faulted => "Störung",
    };
}
