using WallboxMqtt.Balancer.GridMeter;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.Web.Live;

/// <summary>The connections of the page, in its order. A new kind is one line here and a name in <c>words.js</c>.</summary>
internal static class PageLinks
{
    /// <summary>All of them.</summary>
    public static IEnumerable<PageLink> Of(CycleReport report, MqttStatus broker, InverterOptions inverter, TimeProvider time) =>
        [Of(report.Inverter), .. Sources(report.Inverter, inverter), .. Meter(report.Balancer.Meter), .. report.Chargers.Select(charger => Of(charger, time)), Of(broker)];

    private static PageLink Of(InverterReport inverter) =>
        new("inverter", "inverter", inverter.Status is InverterStatus.Ok or InverterStatus.Night, InverterStatuses.Word(inverter.Status))
        {
            Age = inverter.Age,
            Detail = inverter.Fault,
        };

    // One alone is the inverter's own line.
    private static IEnumerable<PageLink> Sources(InverterReport report, InverterOptions inverter) => report.Sources.Length < 2 ? [] : report.Sources.Select(source =>
        new PageLink("source", source.Name, source.Status is InverterStatus.Ok or InverterStatus.Night, InverterStatuses.Word(source.Status))
        {
            Name = inverter.Label(source.Name),
            Age = source.Age,
            Detail = source.Fault,
        });

    private static IEnumerable<PageLink> Meter(MeterReport? meter) => meter is null
        ? []
        : [new PageLink("meter", "meter", meter.Reading is not null, meter.Reading is not null ? "ok" : meter.Age is null ? "missing" : "stale") { Age = meter.Age }];

    private static PageLink Of(ChargerReport charger, TimeProvider time)
    {
        var name = string.Join(' ', new[] { charger.Identity?.Brand, charger.Identity?.Model }.OfType<string>());
        return new PageLink("charger", charger.Id, charger.Online, charger.Online ? "online" : "offline")
        {
            Name = name.Length == 0 ? null : name,
            Age = charger.CycledAt is { } at ? time.GetElapsedTime(at) : null,
            Detail = charger.Fault,
        };
    }

    private static PageLink Of(MqttStatus broker) =>
        new("mqtt", "mqtt", broker.Connected, broker.Connected ? "online" : "offline")
        {
            Since = broker.Since,
            Detail = broker.Connected ? null : broker.LastError,
        };
}
