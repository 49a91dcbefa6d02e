using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Bridge.HomeAssistant;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>The topics below the base topic, and what each says of a report.</summary>
internal sealed class TopicTree(string baseTopic)
{
    internal const string Online = "online";
    internal const string Offline = "offline";

    internal string Status { get; } = $"{baseTopic}/status";

    internal string State { get; } = $"{baseTopic}/state";

    internal string ModeSet { get; } = $"{baseTopic}/mode/set";

    internal string LimitSet { get; } = $"{baseTopic}/limit/set";

    internal string CommandResult { get; } = $"{baseTopic}/command/result";

    internal string InverterAvailable { get; } = $"{baseTopic}/inverter/available";

    internal string ChargerAvailable(string charger) => $"{baseTopic}/{charger}/available";

    /// <summary>The topic of an entity.</summary>
    internal string Of(Entity entity, string? charger) => entity.Group switch
    {
        EntityGroup.Inverter => $"{baseTopic}/inverter/{entity.Key}",
        EntityGroup.Charger => $"{baseTopic}/{charger}/{entity.Key}",
        _ => $"{baseTopic}/{entity.Key}",
    };

    /// <summary>Every topic whose payload is known, with it. <c>status</c> and <c>state</c> are not among them.</summary>
    internal IEnumerable<(string Topic, string Payload)> Payloads(CycleReport report)
    {
        yield return (InverterAvailable, IsOnline(report.Inverter) ? Online : Offline);
        foreach (var charger in report.Chargers)
            yield return (ChargerAvailable(charger.Id), charger.Online ? Online : Offline);
        foreach (var entity in EntityCatalogue.All)
        {
            if (entity.Group != EntityGroup.Charger)
            {
                if (entity.Value(report, null) is { } value)
                    yield return (Of(entity, null), value.Text);
                continue;
            }

            foreach (var charger in report.Chargers)
            {
                if (entity.Value(report, charger) is { } value)
                    yield return (Of(entity, charger.Id), value.Text);
            }
        }
    }

    /// <summary>The inverter's figures are known.</summary>
    internal static bool IsOnline(InverterReport inverter) => inverter.Status is InverterStatus.Ok or InverterStatus.Night;
}
