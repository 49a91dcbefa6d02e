using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Problems;

namespace WallboxMqtt.Bridge.Display;

/// <summary>English.</summary>
internal sealed class EnglishCabinetWords : CabinetWords
{
    internal override char DecimalMark => '.';

    internal override string Offline => "offline";

    internal override string NoWallbox => "no wallbox";

    internal override string SeeWallbox => "see wallbox";

    internal override string NoInverter => "no inverter";

    internal override (string Title, string Text) Off => ("Off", "Charging is switched off by command. PV boost or Fixed starts it.");

    internal override string Mode(ChargingMode? mode) => mode is { } known ? Word(known) : "starting";

    internal override string State(ChargerState? state) => state is { } known ? Word(known) : "unknown";

    internal override string Held(string amperes, string seconds) => $"{amperes}, up in {seconds}";

    internal override string ByMeter(string amperes) => $"{amperes} by the meter";

    internal override (string Title, string Text) Problem(ProblemKind kind, string? failsafe, string silent) => kind switch
    {
        ProblemKind.ChargerOffline => (
            "No wallbox", $"Are power, network, Modbus TCP on? {(failsafe is null ? "It keeps its failsafe current." : $"It charges at {failsafe} meanwhile.")}"),
        ProblemKind.ChargerFault => ("Fault", "Wallbox reports a fault. Look at it, unplug; else fuse off and on."),
        ProblemKind.ChargerDisobeys => ("Disobeys", "A second Modbus master? Only one is allowed: switch it off."),
        ProblemKind.ChargerFrozen => ("Frozen", "The wallbox's values are frozen. If that lasts: fuse off and on."),
        ProblemKind.ChargerFailsafe => ("Failsafe", "The wallbox's failsafe is not what it should be. Set it in its own page."),
        ProblemKind.Overcurrent => ("Too much", "The car draws more than it may. It is stopped; then command a mode."),
        ProblemKind.InverterMissing => ("No sun?", "No inverter data since the start. Check its push settings."),
        ProblemKind.InverterStale => ("No sun?", $"Inverter silent {silent}. Look at its network. No sun is assumed."),
        ProblemKind.MeterStale => ("No meter", "The grid meter is silent. Look at it and its network. Its fallback holds."),
        ProblemKind.InverterContradicts => ("Differ", "Inverter sources report different powers. The lower one counts."),
        ProblemKind.InverterInvalid => ("No sun?", "Inverter's figures impossible. Look at ratedPower. No sun is assumed."),
    };

    internal override (string Title, string Text) Asleep(string silent) => ("No sun?", $"Inverter silent {silent}. No sun is assumed.");

    internal override (string Title, string Text) NoBroker(string since) => ("No MQTT", $"Broker out of reach since {since}. Steering goes on without it.");

    internal override (string Title, string Text) Starting(string version, string address) =>
        ("Wallbox", $"wallbox-mqtt {version} starts.{(address.Length == 0 ? "" : $" Page: {address}")}");

    internal override (string Title, string Text) Ending(string? failsafe) =>
        ("Ended", failsafe is null ? "The service has been stopped." : $"The service has been stopped. The wallbox stays at {failsafe} or below.");

    internal override string Sun(string kilowatts) => $"sun {kilowatts}";

    private static string Word(ChargingMode mode) => mode switch
    {
        ChargingMode.PvBoost => "PV boost",
        ChargingMode.Fixed => "Fixed",
        ChargingMode.Off => "Off",
    };

    private static string Word(ChargerState state) => state switch
    {
        ChargerState.Available => "free",
        ChargerState.Preparing => "plugged",
        ChargerState.Charging => "charging",
        ChargerState.SuspendedEvse => "paused",
        ChargerState.SuspendedEv => "car full",
        ChargerState.Finishing => "ending",
        ChargerState.Reserved => "reserved",
        ChargerState.Unavailable => "blocked",
        ChargerState.Faulted => "faulted",
    };
}
