using System.Collections.Immutable;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>What is known of the inverter.</summary>
internal static class InverterEntities
{
    /// <summary>The list.</summary>
    public static ImmutableArray<Entity> All { get; } =
    [
        new()
        {
            Part = EntityPart.Inverter, Key = "available", Component = "binary_sensor", Name = "Available", DeviceClass = "connectivity",
            Diagnostic = true, KnownWhileOffline = true, More = [new("payload_on", "online"), new("payload_off", "offline")],
            Value = view => view.Report.Inverter.Status is InverterStatus.Ok or InverterStatus.Night ? "online" : "offline",
        },
        new()
        {
            Part = EntityPart.Inverter, Key = "status", Component = "sensor", Name = "Status", DeviceClass = "enum", KnownWhileOffline = true,
            Diagnostic = true, Options = InverterStatuses.Words, AttributesKey = "sources", Value = view => InverterStatuses.Word(view.Report.Inverter.Status),
        },
        Power("power", null, reading => reading.Power),
        Power("grid_power", "Grid power", reading => reading.GridPower),
        Power("load_power", "Load power", reading => reading.LoadPower),
        Energy("energy_total", "Energy total", reading => reading.EnergyTotal),
        Energy("energy_day", "Energy today", reading => reading.EnergyDay),
    ];

    private static Entity Power(string key, string? name, Func<InverterReading, Watts?> value) => new()
    {
        Part = EntityPart.Inverter,
        Key = key,
        Component = "sensor",
        Name = name,
        DeviceClass = "power",
        StateClass = "measurement",
        Unit = "W",
        Precision = 0,
        Kind = PayloadKind.Number,
        Value = view => view.Report.Inverter.Reading is { } reading ? PlainNumber.Of(value(reading)) : null,
    };

    private static Entity Energy(string key, string name, Func<InverterReading, WattHours?> value) => new()
    {
        Part = EntityPart.Inverter,
        Key = key,
        Component = "sensor",
        Name = name,
        DeviceClass = "energy",
        StateClass = "total_increasing",
        Unit = "Wh",
        Precision = 0,
        Kind = PayloadKind.Number,
        Value = view => view.Report.Inverter.Reading is { } reading ? PlainNumber.Of(value(reading)) : null,
    };
}
