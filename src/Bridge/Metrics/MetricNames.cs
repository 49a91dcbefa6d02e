namespace WallboxMqtt.Bridge.Metrics;

/// <summary>The gauges: name, what it says, labels.</summary>
internal static class MetricNames
{
    /// <summary>All of them.</summary>
    internal static IReadOnlyList<(string Name, string Help, string[] Labels)> Gauges { get; } =
    [
        ("wallbox_link_up", "1 while a link stands: mqtt, inverter (its last reading is valid), or a charger under control.", ["link"]),
        ("wallbox_inverter_status", "1 for what is known of the inverter, 0 for the others.", ["status"]),
        ("wallbox_source_up", "1 while the inverter's readings by this source are valid.", ["source"]),
        ("wallbox_meter_power_watts", "Power at the guarded meter (grid.meterLimit); import is positive.", []),
        ("wallbox_meter_room_amperes", "What the guarded meter leaves for all chargers together, a phase.", []),
        ("wallbox_mode", "1 for the commanded mode, 0 for the others.", ["mode"]),
        ("wallbox_inverter_power_watts", "PV power that is valid now.", []),
        ("wallbox_grid_power_watts", "Power from the grid, by the inverter's meter; import is positive.", []),
        ("wallbox_inverter_age_seconds", "Age of the inverter's last accepted reading.", []),
        ("wallbox_allowance_watts", "What all chargers together may draw now.", []),
        ("wallbox_cap_watts", "The contract with the grid operator.", []),
        ("wallbox_limit_watts", "The commanded limit.", []),
        ("wallbox_cycle_age_seconds", "How long ago the charger's last whole control cycle finished.", ["charger"]),
        ("wallbox_setpoint_amperes", "The setpoint that the charger acknowledged, a phase.", ["charger"]),
        ("wallbox_charger_power_watts", "What the charger draws.", ["charger"]),
        ("wallbox_charger_current_amperes", "Current of a phase.", ["charger", "phase"]),
        ("wallbox_charger_charging", "1 while the car may draw (control-pilot state C).", ["charger"]),
        ("wallbox_charger_session_kilowatthours", "Energy of this session.", ["charger"]),
        ("wallbox_charger_meter_kilowatthours", "The charger's own meter.", ["charger"]),
        ("wallbox_charged_kilowatthours", "Charged since counting began, by where it came from: sun or grid.", ["charger", "source"]),
    ];
}
