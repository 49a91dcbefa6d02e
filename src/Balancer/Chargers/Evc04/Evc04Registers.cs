using System.Collections.Immutable;
using WallboxMqtt.Balancer.Modbus;

namespace WallboxMqtt.Balancer.Chargers.Evc04;

/// <summary>
/// The register map of Vestel's EVC04 (sold also as Connect Plus, Webasto/Ampure Unite, E.ON vBox): the vendor's table, and two
/// optional registers of newer firmware.
/// </summary>
public static class Evc04Registers
{
    private const string NoSession = "midnight, or none yet";

    /// <summary>Serial Number, register 100.</summary>
    public static readonly Evc04Register SerialNumber = ReadOnly("Serial Number", 100, 25, RegisterType.Text, null, ReadPace.Text,
        "the wallbox's serial number");

    /// <summary>Chargepoint ID, register 130.</summary>
    public static readonly Evc04Register ChargePointId = ReadOnly("Chargepoint ID", 130, 50, RegisterType.Text, null, ReadPace.Text,
        "its name at a charging backend (OCPP)");

    /// <summary>Brand, register 190.</summary>
    public static readonly Evc04Register Brand = ReadOnly("Brand", 190, 10, RegisterType.Text, null, ReadPace.Text,
        "the brand it is sold under");

    /// <summary>Model, register 210.</summary>
    public static readonly Evc04Register Model = ReadOnly("Model", 210, 5, RegisterType.Text, null, ReadPace.Text,
        "its model");

    /// <summary>Firmware Version, register 230.</summary>
    public static readonly Evc04Register Firmware = ReadOnly("Firmware Version", 230, 50, RegisterType.Text, null, ReadPace.Text,
        "its firmware; the optional registers depend on it");

    /// <summary>yymmdd.</summary>
    public static readonly Evc04Register Date = Double("Date", 290, "yymmdd", ReadPace.OnDemand,
        "the date of its own clock");

    /// <summary>hhmmss.</summary>
    public static readonly Evc04Register Time = Double("Time", 294, "hhmmss", ReadPace.Clock,
        "the time of its own clock");

    /// <summary>Chargepoint Power, register 400.</summary>
    public static readonly Evc04Register RatedPower = Double("Chargepoint Power", 400, "W", ReadPace.Display,
        "the highest power it was built and set for");

    /// <summary>0: one phase, 1: three phases.</summary>
    public static readonly Evc04Register NumberOfPhases = Single("Number of Phases", 404, null, ReadPace.Display,
        "the phases it is wired to", "1 phase", "3 phases");

    /// <summary>See <see cref="Chargers.ChargerState"/>.</summary>
    public static readonly Evc04Register ChargepointState = Single("Chargepoint State", 1000, null, ReadPace.State,
        "what it is doing, as OCPP names it", [.. ChargerStates.Words]);

    /// <summary>0: control-pilot state A, B, D or C1; 1: C2.</summary>
    public static readonly Evc04Register ChargingState = Single("Charging State", 1001, null, ReadPace.Policy,
        "whether the car may draw: control-pilot state C2 and no other", "not charging", "charging");

    /// <summary>0: initialising, 1: running, 2: fault, 3: disabled, 4: updating.</summary>
    public static readonly Evc04Register EquipmentState = Single("Equipment State", 1002, null, ReadPace.Display,
        "its own condition", "initialising", "running", "fault", "disabled", "updating");

    /// <summary>0: no cable, 1: cable, 2: and vehicle, 3: and locked.</summary>
    public static readonly Evc04Register CableState = Single("Cable State", 1004, null, ReadPace.Policy,
        "what is plugged in", "no cable", "cable, no vehicle", "cable and vehicle", "cable and vehicle, locked");

    /// <summary>The vendor's table gives one register and 32 bits: it is two registers.</summary>
    public static readonly Evc04Register FaultCode = Double("EVSE Fault Code", 1006, null, ReadPace.Display,
        "the vendor's fault code") with
    { ZeroMeans = "no fault" };

    /// <summary>Current L1, register 1008.</summary>
    public static readonly Evc04Register CurrentL1 = Single("Current L1", 1008, "mA", ReadPace.Policy,
        "what flows on L1; about 0.05 A is noise");

    /// <summary>Current L2, register 1010.</summary>
    public static readonly Evc04Register CurrentL2 = Single("Current L2", 1010, "mA", ReadPace.Policy,
        "what flows on L2");

    /// <summary>Current L3, register 1012.</summary>
    public static readonly Evc04Register CurrentL3 = Single("Current L3", 1012, "mA", ReadPace.Policy,
        "what flows on L3");

    /// <summary>Voltage L1, register 1014.</summary>
    public static readonly Evc04Register VoltageL1 = Single("Voltage L1", 1014, "V", ReadPace.Policy,
        "L1 to neutral: 207 to 253 in a sound grid");

    /// <summary>Voltage L2, register 1016.</summary>
    public static readonly Evc04Register VoltageL2 = Single("Voltage L2", 1016, "V", ReadPace.Policy,
        "L2 to neutral");

    /// <summary>Voltage L3, register 1018.</summary>
    public static readonly Evc04Register VoltageL3 = Single("Voltage L3", 1018, "V", ReadPace.Policy,
        "L3 to neutral");

    /// <summary>Active Power Total, register 1020.</summary>
    public static readonly Evc04Register Power = Double("Active Power Total", 1020, "W", ReadPace.Policy,
        "what it draws on all phases; about 4 W is noise");

    /// <summary>Active Power L1, register 1024.</summary>
    public static readonly Evc04Register PowerL1 = Double("Active Power L1", 1024, "W", ReadPace.Display,
        "what it draws on L1");

    /// <summary>Active Power L2, register 1028.</summary>
    public static readonly Evc04Register PowerL2 = Double("Active Power L2", 1028, "W", ReadPace.Display,
        "what it draws on L2");

    /// <summary>Active Power L3, register 1032.</summary>
    public static readonly Evc04Register PowerL3 = Double("Active Power L3", 1032, "W", ReadPace.Display,
        "what it draws on L3");

    /// <summary>Meter Reading, register 1036.</summary>
    public static readonly Evc04Register Meter = Double("Meter Reading", 1036, "0.1 kWh", ReadPace.Display,
        "its own meter, since it was made");

    /// <summary>Session Max Current, register 1100.</summary>
    public static readonly Evc04Register SessionMaxCurrent = Single("Session Max Current", 1100, "A", ReadPace.Display,
        "the most that this session may draw");

    /// <summary>EVSE Min Current, register 1102.</summary>
    public static readonly Evc04Register MinCurrent = Single("EVSE Min Current", 1102, "A", ReadPace.Display,
        "the least it offers a car");

    /// <summary>EVSE Max Current, register 1104.</summary>
    public static readonly Evc04Register MaxCurrent = Single("EVSE Max Current", 1104, "A", ReadPace.Display,
        "the most it offers a car: switches inside, fuse, cable of the house");

    /// <summary>Cable Max Current, register 1106.</summary>
    public static readonly Evc04Register CableMaxCurrent = Single("Cable Max Current", 1106, "A", ReadPace.Display,
        "the most that the plugged cable carries");

    /// <summary>Session Energy, register 1502.</summary>
    public static readonly Evc04Register SessionEnergy = Double("Session Energy", 1502, "Wh", ReadPace.Display,
        "charged in this session");

    /// <summary>hhmmss.</summary>
    public static readonly Evc04Register SessionStart = Double("Session Start Time", 1504, "hhmmss", ReadPace.OnDemand,
        "when this session began") with
    { ZeroMeans = NoSession };

    /// <summary>Session Duration, register 1508.</summary>
    public static readonly Evc04Register SessionDuration = Double("Session Duration", 1508, "s", ReadPace.Display,
        "how long this session has lasted");

    /// <summary>hhmmss.</summary>
    public static readonly Evc04Register SessionEnd = Double("Session End Time", 1512, "hhmmss", ReadPace.OnDemand,
        "when the last session ended") with
    { ZeroMeans = NoSession };

    /// <summary>Failsafe Current, register 2000.</summary>
    public static readonly Evc04Register FailsafeCurrent = ReadWrite("Failsafe Current", 2000, "A", ReadPace.Display,
        "what it offers while no master controls it");

    /// <summary>0 means 20 s.</summary>
    public static readonly Evc04Register FailsafeTimeout = ReadWrite("Failsafe Timeout", 2002, "s", ReadPace.Display,
        "after what silence it falls back to the failsafe current") with
    { ZeroMeans = "means 20 s" };

    /// <summary>The setpoint: 0, or 6 and more.</summary>
    public static readonly Evc04Register ChargingCurrent = ReadWrite("Charging Current", 5004, "A", ReadPace.Setpoint,
        "the setpoint: 0 pauses, 6 and more charges");

    /// <summary>The master writes 1; the wallbox looks every timeout/2, never more often than every 3 s, and clears it.</summary>
    public static readonly Evc04Register Alive = ReadWrite("Alive Register", 6000, null, ReadPace.OnDemand,
        "the master's sign of life: written 1, cleared by the wallbox every half timeout", "cleared", "given");

    /// <summary>Firmware 3.187 and later. 0: one phase, 1: three phases.</summary>
    public static readonly Evc04Register PhaseSwitch = ReadWrite("Phase Switch", 405, null, ReadPace.OnDemand,
        "firmware 3.187 and later: the phases it charges on", "1 phase", "3 phases") with
    { Optional = true };

    /// <summary>Firmware 3.156 and later: the tag that authorised the session.</summary>
    public static readonly Evc04Register RfidTag =
        ReadOnly("RFID Tag", 1516, 15, RegisterType.Text, null, ReadPace.OnDemand,
        "firmware 3.156 and later: the tag that authorised the session; VESTELFREEMODE where none is needed") with
        { Optional = true };

    /// <summary>The whole map in the vendor's order, optional registers last.</summary>
    public static ImmutableArray<Evc04Register> All { get; } =
    [
        SerialNumber, ChargePointId, Brand, Model, Firmware, Date, Time, RatedPower, NumberOfPhases,
        ChargepointState, ChargingState, EquipmentState, CableState, FaultCode,
        CurrentL1, CurrentL2, CurrentL3, VoltageL1, VoltageL2, VoltageL3,
        Power, PowerL1, PowerL2, PowerL3, Meter,
        SessionMaxCurrent, MinCurrent, MaxCurrent, CableMaxCurrent,
        SessionEnergy, SessionStart, SessionDuration, SessionEnd,
        FailsafeCurrent, FailsafeTimeout, ChargingCurrent, Alive,
        PhaseSwitch, RfidTag,
    ];

    private static Evc04Register ReadOnly(
        string name, ushort address, ushort count, RegisterType type, string? unit, ReadPace pace, string meaning, params ImmutableArray<string> words) =>
        new(name, address, count, ModbusFunction.ReadInputRegisters, type, unit, pace) { Meaning = meaning, Words = words };

    private static Evc04Register Single(string name, ushort address, string? unit, ReadPace pace, string meaning, params ImmutableArray<string> words) =>
        ReadOnly(name, address, 1, RegisterType.UInt16, unit, pace, meaning, words);

    private static Evc04Register Double(string name, ushort address, string? unit, ReadPace pace, string meaning) =>
        ReadOnly(name, address, 2, RegisterType.UInt32, unit, pace, meaning);

    private static Evc04Register ReadWrite(string name, ushort address, string? unit, ReadPace pace, string meaning, params ImmutableArray<string> words) =>
        new(name, address, 1, ModbusFunction.ReadHoldingRegisters, RegisterType.UInt16, unit, pace) { Meaning = meaning, Words = words };
}
