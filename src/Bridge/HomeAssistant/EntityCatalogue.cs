using System.Collections.Immutable;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Bridge.HomeAssistant;

/// <summary>Every topic and entity, once: state topics, the state document and discovery all come from here.</summary>
internal static class EntityCatalogue
{
    /// <summary>The words of an inverter's status.</summary>
    internal static IReadOnlyList<string> InverterWords { get; } =
        [.. Enum.GetValues<InverterStatus>().Select(status => status.ToString().ToLowerInvariant())];

    /// <summary>All of them.</summary>
    internal static ImmutableArray<Entity> All { get; } =
    [
        Bridge("mode", report => EntityValue.Word(report.Intent.Mode.Word())) with { Component = "select", Name = "Mode", Icon = "mdi:ev-station" },
        Bridge("limit", report => report.Intent.Limit is { } limit ? EntityValue.Number(limit.Value, 0) : EntityValue.Word("none")),
        Power(Bridge("balancer/allowance", report => Watts(report.Balancer.Allowance)), "Allowance"),
        Power(Bridge("balancer/cap", report => Watts(report.Balancer.Cap)), "Grid cap") with { Diagnostic = true },
        Enumeration(Bridge("balancer/reason", report => EntityValue.Word(report.Balancer.Reason.Word())), "Reason", DecisionReasons.Words),

        Enumeration(Inverter("status", report => EntityValue.Word(InverterWords[(int)report.Inverter.Status])), "Status", InverterWords) with { OutlivesPart = true },
        Power(Inverter("power", report => Watts(report.Inverter.Reading?.Power)), "Power"),
        Power(Inverter("grid_power", report => Watts(report.Inverter.Reading?.GridPower)), "Grid power"),
        Power(Inverter("load_power", report => Watts(report.Inverter.Reading?.LoadPower)), "House power"),
        Energy(Inverter("energy_total", report => EntityValue.Number(report.Inverter.Reading?.EnergyTotal?.Value, 0)), "Energy", "Wh"),
        Energy(Inverter("energy_day", report => EntityValue.Number(report.Inverter.Reading?.EnergyDay?.Value, 0)), "Energy today", "Wh"),

        Enumeration(Charger("state", charger => EntityValue.Word(charger.Reading?.State?.Word())), "State", ChargerStates.Words),
        Charger("charging", charger => EntityValue.OnOff(charger.Reading?.Charging)) with { Component = "binary_sensor", Name = "Charging", DeviceClass = "battery_charging" },
        Charger("vehicle", charger => EntityValue.OnOff(charger.Reading?.Vehicle)) with { Component = "binary_sensor", Name = "Vehicle", DeviceClass = "plug" },
        Charger("problem", charger => EntityValue.OnOff(charger.Problem)) with { Component = "binary_sensor", Name = "Problem", DeviceClass = "problem", OutlivesPart = true },
        Power(Charger("power", charger => Watts(charger.Reading?.Power)), "Power"),
        .. Phase(1, reading => (reading.PhasePower.L1, reading.Current.L1, reading.Voltage.L1)),
        .. Phase(2, reading => (reading.PhasePower.L2, reading.Current.L2, reading.Voltage.L2)),
        .. Phase(3, reading => (reading.PhasePower.L3, reading.Current.L3, reading.Voltage.L3)),
        Energy(Charger("energy_total", charger => EntityValue.Number(charger.Reading?.EnergyTotal?.Value / 1000, 1)), "Energy", "kWh"),
        Energy(Charger("session_energy", charger => EntityValue.Number(charger.Reading?.SessionEnergy?.Value, 0)), "Session energy", "Wh"),
        Charger("session_duration", charger => EntityValue.Number(charger.Reading?.SessionDuration?.TotalSeconds, 0)) with
        {
            Component = "sensor", Name = "Session duration", DeviceClass = "duration", StateClass = "measurement", Unit = "s",
        },
        Current(Charger("setpoint", charger => Amperes(charger.Setpoint, 0)), "Setpoint"),
        Current(Charger("max_current", charger => Amperes(charger.Reading?.MaxCurrent, 0)), "Highest current") with { Diagnostic = true },
        Current(Charger("failsafe_current", charger => Amperes(charger.FailsafeCurrent, 0)), "Failsafe current") with { Diagnostic = true },
        Charger("fault_code", charger => EntityValue.Number(charger.Reading?.FaultCode, 0)) with { Component = "sensor", Name = "Fault code", Icon = "mdi:alert-circle-outline", Diagnostic = true },
        Charger("info", charger => EntityValue.Json(charger.Identity is { } identity ? ChargerInfo.Json(identity) : null)),
    ];


    private static IEnumerable<Entity> Phase(int phase, Func<ChargerReading, (Watts? Power, Amperes? Current, Volts? Voltage)> of)
    {
        yield return Power(Charger($"power_l{phase}", charger => charger.Reading is { } r ? Watts(of(r).Power) : null), $"Power L{phase}") with { Enabled = false };
        yield return Current(Charger($"current_l{phase}", charger => charger.Reading is { } r ? Amperes(of(r).Current, 2) : null), $"Current L{phase}") with { Precision = 1 };
        yield return Charger($"voltage_l{phase}", charger => charger.Reading is { } r ? EntityValue.Number(of(r).Voltage?.Value, 1) : null) with
        {
            Component = "sensor", Name = $"Voltage L{phase}", DeviceClass = "voltage", StateClass = "measurement", Unit = "V", Precision = 0, Enabled = false,
        };
    }

    private static Entity Bridge(string key, Func<CycleReport, EntityValue?> value) =>
        new() { Group = EntityGroup.Bridge, Key = key, Value = (report, _) => value(report) };

    private static Entity Inverter(string key, Func<CycleReport, EntityValue?> value) =>
        new() { Group = EntityGroup.Inverter, Key = key, Value = (report, _) => value(report) };

    private static Entity Charger(string key, Func<ChargerReport, EntityValue?> value) =>
        new() { Group = EntityGroup.Charger, Key = key, Value = (_, charger) => value(charger!) };

    private static Entity Power(Entity entity, string name) =>
        entity with { Component = "sensor", Name = name, DeviceClass = "power", StateClass = "measurement", Unit = "W", Precision = 0 };

    private static Entity Current(Entity entity, string name) =>
        entity with { Component = "sensor", Name = name, DeviceClass = "current", StateClass = "measurement", Unit = "A", Precision = 0 };

    private static Entity Energy(Entity entity, string name, string unit) =>
        entity with { Component = "sensor", Name = name, DeviceClass = "energy", StateClass = "total_increasing", Unit = unit, Precision = unit == "kWh" ? 1 : 0 };

    private static Entity Enumeration(Entity entity, string name, IReadOnlyList<string> words) =>
        entity with { Component = "sensor", Name = name, DeviceClass = "enum", Options = words };

    private static EntityValue? Watts(Watts? watts) => EntityValue.Number(watts?.Value, 0);

    private static EntityValue? Amperes(Amperes? amperes, int decimals) => EntityValue.Number(amperes?.Value, decimals);
}
