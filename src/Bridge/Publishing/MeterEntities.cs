using System.Collections.Immutable;
using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>The guarded meter at the grid connection: import is positive. Only where <c>grid.meterLimit</c> is set.</summary>
internal static class MeterEntities
{
    /// <summary>The list.</summary>
    public static ImmutableArray<Entity> All { get; } =
    [
        new()
        {
            Part = EntityPart.Bridge, Key = "balancer/meter_power", Component = "sensor", Name = "Grid meter", DeviceClass = "power",
            StateClass = "measurement", Unit = "W", Precision = 0, Kind = PayloadKind.Number,
            Value = view => PlainNumber.Of(Of(view)?.Reading?.Power),
        },
        Current("1", meter => meter.Reading?.Current?.L1),
        Current("2", meter => meter.Reading?.Current?.L2),
        Current("3", meter => meter.Reading?.Current?.L3),
        new()
        {
            Part = EntityPart.Bridge, Key = "balancer/meter_room", Component = "sensor", Name = "Room at the grid meter", DeviceClass = "current",
            StateClass = "measurement", Unit = "A", Precision = 0, Kind = PayloadKind.Number,
            Value = view => Of(view) is { } meter ? PlainNumber.Of(new Amperes(meter.Room)) : null,
        },
    ];

    private static MeterReport? Of(ReportView view) => view.Report.Balancer.Meter;

    private static Entity Current(string phase, Func<MeterReport, Amperes?> value) => new()
    {
        Part = EntityPart.Bridge,
        Key = "balancer/meter_current_l" + phase,
        Component = "sensor",
        Name = "Grid meter current L" + phase,
        DeviceClass = "current",
        StateClass = "measurement",
        Unit = "A",
        Precision = 1,
        Kind = PayloadKind.Number,
        EnabledByDefault = false,
        Value = view => Of(view) is { } meter ? PlainNumber.Of(value(meter)) : null,
    };
}
