using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Mqtt;

namespace WallboxMqtt.Bridge.Web.Live;

/// <summary>The connections of the page, in its order. A new kind is one line here and a name in <c>words.js</c>.</summary>
internal static class PageLinks
{
    /// <summary>All of them.</summary>
    public static IEnumerable<PageLink> Of(CycleReport report, MqttStatus broker, TimeProvider time) =>
        [Of(report.Inverter), .. report.Chargers.Select(charger => Of(charger, time)), Of(broker)];

    private static PageLink Of(InverterReport inverter) =>
        new("inverter", "inverter", inverter.Status is InverterStatus.Ok or InverterStatus.Night, InverterStatuses.Word(inverter.Status))
        {
            Age = inverter.Age,
            Detail = inverter.Fault,
        };

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
