using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Text;

namespace WallboxMqtt.Bridge.Publishing;

/// <summary>Mode, limit and the balancer's decision.</summary>
internal static class BridgeEntities
{
    /// <summary>The list; the contract with the grid operator names the mode <c>fixed</c>.</summary>
    public static IEnumerable<Entity> For(GridCap grid)
    {
        var labels = new ModeLabels(grid);
        return
        [
            new()
            {
                Part = EntityPart.Bridge, Key = "mode", Component = "select", Icon = "mdi:ev-station",
                Value = view => view.Report.Intent.Mode.Word(), CommandKey = "mode/set", Options = labels.All,
                More = [new("value_template", labels.ValueTemplate), new("command_template", labels.CommandTemplate)],
            },
            new()
            {
                Part = EntityPart.Bridge, Key = "limit", Component = "number", Name = "Limit", DeviceClass = "power", Unit = "W",
                Kind = PayloadKind.Number, Value = view => PlainNumber.Of(view.Report.Intent.Limit) ?? "none", CommandKey = "limit/set",
                More = [new("min", null, 0), new("max", null, 100_000), new("step", null, 1), new("mode", "box"), new("payload_reset", "none")],
            },
            new()
            {
                Part = EntityPart.Bridge, Key = "limit_remove", Component = "button", Name = "Remove limit",
                CommandKey = "limit/set", Icon = "mdi:speedometer", More = [new("payload_press", "none")],
            },
            new()
            {
                Part = EntityPart.Bridge, Key = "balancer/allowance", Component = "sensor", Name = "Allowance", DeviceClass = "power",
                StateClass = "measurement", Unit = "W", Precision = 0, Kind = PayloadKind.Number,
                Value = view => PlainNumber.Of(view.Report.Balancer.Allowance),
            },
            new()
            {
                Part = EntityPart.Bridge, Key = "balancer/cap", Component = "sensor", Name = "Cap", DeviceClass = "power",
                StateClass = "measurement", Unit = "W", Precision = 0, Kind = PayloadKind.Number, Diagnostic = true,
                EnabledByDefault = false, Value = view => PlainNumber.Of(view.Report.Balancer.Cap),
            },
            new()
            {
                Part = EntityPart.Bridge, Key = "balancer/phases", Component = "sensor", Name = "Phases", Icon = "mdi:sine-wave",
                Kind = PayloadKind.Number, Diagnostic = true, EnabledByDefault = false, StateClass = "measurement", Precision = 0,
                Value = view => view.Report.Balancer.Phases.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
            new()
            {
                Part = EntityPart.Bridge, Key = "balancer/reason", Component = "sensor", Name = "Reason", DeviceClass = "enum",
                Options = DecisionReasons.Words, Icon = "mdi:head-question-outline", Value = view => view.Report.Balancer.Reason.Word(),
            },
            new()
            {
                Part = EntityPart.Bridge, Key = "problem", Component = "binary_sensor", Name = "Problem", DeviceClass = "problem",
                Diagnostic = true, AttributesKey = "problems", More = [new("payload_on", "ON"), new("payload_off", "OFF")],
                Value = view => PlantProblems.Of(view.Report).IsEmpty ? "OFF" : "ON",
            },
            new()
            {
                Part = EntityPart.Bridge, Key = "problems", Kind = PayloadKind.Json,
                Value = view => ProblemJson.All(PlantProblems.Of(view.Report)),
            },
            new()
            {
                Part = EntityPart.Bridge, Key = "event", Component = "event", Name = "Event", Icon = "mdi:alert-circle-outline",
                EventTypes = [.. ProblemKinds.Words, ProblemJson.Recovered],
            },
        ];
    }
}
