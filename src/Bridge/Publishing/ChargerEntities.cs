using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Metering;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>What is known of a charger.</summary>
internal static class ChargerEntities
{
    /// <summary>The list.</summary>
    public static ImmutableArray<Entity> All { get; } =
    [
        Binary("available", "Available", "connectivity", charger => charger.Online) with
        {
            Diagnostic = true, KnownWhileOffline = true, More = [new("payload_on", "online"), new("payload_off", "offline")],
            Value = view => view.Charger!.Online ? "online" : "offline",
        },
        new()
        {
            Part = EntityPart.Charger, Key = "state", Component = "sensor", DeviceClass = "enum", Options = ChargerStates.Words,
            Icon = "mdi:ev-station", AttributesKey = "info", Value = view => view.Charger!.Reading?.State?.Word(),
        },
        Binary("charging", "Charging", "battery_charging", charger => charger.Reading?.Charging),
        Binary("vehicle", "Vehicle", "plug", charger => charger.Reading?.Vehicle),
        Binary("problem", "Problem", "problem", charger => charger.Problem) with
        {
            Diagnostic = true, KnownWhileOffline = true, AttributesKey = "fault",
        },
        new()
        {
            Part = EntityPart.Charger, Key = "fault", Kind = PayloadKind.Json, Value = view => ProblemJson.One(PlantProblems.Of(view.Charger!)),
        },
        Power("power", "Power", reading => reading.Power),
        Power("power_l1", "Power L1", reading => reading.PhasePower.L1) with { EnabledByDefault = false },
        Power("power_l2", "Power L2", reading => reading.PhasePower.L2) with { EnabledByDefault = false },
        Power("power_l3", "Power L3", reading => reading.PhasePower.L3) with { EnabledByDefault = false },
        Current("current_l1", "Current L1", charger => charger.Reading?.Current.L1) with { EnabledByDefault = false },
        Current("current_l2", "Current L2", charger => charger.Reading?.Current.L2) with { EnabledByDefault = false },
        Current("current_l3", "Current L3", charger => charger.Reading?.Current.L3) with { EnabledByDefault = false },
        Voltage("voltage_l1", "Voltage L1", reading => reading.Voltage.L1),
        Voltage("voltage_l2", "Voltage L2", reading => reading.Voltage.L2),
        Voltage("voltage_l3", "Voltage L3", reading => reading.Voltage.L3),
        Sensor("energy_total", "Energy total", "energy", "kWh", charger => PlainNumber.Kilo(charger.Reading?.EnergyTotal)) with
        {
            StateClass = "total_increasing", Precision = 1,
        },
        Charged("pv_energy", "Energy from sun", charged => charged.Sun),
        Charged("grid_energy", "Energy from grid", charged => charged.Grid),
        Sensor("session_energy", "Session energy", "energy", "Wh", charger => PlainNumber.Of(charger.Reading?.SessionEnergy)) with
        {
            StateClass = "total_increasing", Precision = 0,
        },
        Sensor("session_duration", "Session duration", "duration", "s", charger => PlainNumber.Of(charger.Reading?.SessionDuration)),
        Current("setpoint", "Setpoint", charger => charger.Setpoint) with { Precision = 0 },
        Current("max_current", "Maximum current", charger => charger.Reading?.MaxCurrent) with { Precision = 0, Diagnostic = true, EnabledByDefault = false },
        Current("failsafe_current", "Failsafe current", charger => charger.FailsafeCurrent) with { Precision = 0, Diagnostic = true, EnabledByDefault = false },
        new()
        {
            Part = EntityPart.Charger, Key = "fault_code", Component = "sensor", Name = "Fault code", Diagnostic = true, EnabledByDefault = false,
            Kind = PayloadKind.Number, Value = view => view.Charger!.Reading?.FaultCode?.ToString(),
        },
        new() { Part = EntityPart.Charger, Key = "info", Kind = PayloadKind.Json, Value = view => ChargerInfo.Json(view.Charger!.Identity, view.Charger.Gaps) },
    ];

    private static Entity Binary(string key, string name, string deviceClass, Func<ChargerReport, bool?> value) => new()
    {
        Part = EntityPart.Charger,
        Key = key,
        Component = "binary_sensor",
        Name = name,
        DeviceClass = deviceClass,
        More = [new("payload_on", "ON"), new("payload_off", "OFF")],
        Value = view => value(view.Charger!) is { } on ? on ? "ON" : "OFF" : null,
    };

    private static Entity Sensor(string key, string name, string deviceClass, string unit, Func<ChargerReport, string?> value) => new()
    {
        Part = EntityPart.Charger,
        Key = key,
        Component = "sensor",
        Name = name,
        DeviceClass = deviceClass,
        StateClass = "measurement",
        Unit = unit,
        Precision = 0,
        Kind = PayloadKind.Number,
        Value = view => value(view.Charger!),
    };

    private static Entity Charged(string key, string name, Func<ChargedEnergy, WattHours> value) =>
        Sensor(key, name, "energy", "kWh", charger => charger.Charged is { } charged ? PlainNumber.Kilo(value(charged)) : null) with
        {
            StateClass = "total_increasing",
            Precision = 2,
            KnownWhileOffline = true,
        };

    private static Entity Power(string key, string name, Func<ChargerReading, Watts?> value) =>
        Sensor(key, name, "power", "W", charger => charger.Reading is { } reading ? PlainNumber.Of(value(reading)) : null);

    private static Entity Current(string key, string name, Func<ChargerReport, Amperes?> value) =>
        Sensor(key, name, "current", "A", charger => PlainNumber.Of(value(charger))) with { Precision = 1 };

    private static Entity Voltage(string key, string name, Func<ChargerReading, Volts?> value) =>
        Sensor(key, name, "voltage", "V", charger => charger.Reading is { } reading ? PlainNumber.Of(value(reading)) : null) with
        {
            EnabledByDefault = false,
        };
}
