using System.Globalization;
using System.Text.Json;

namespace WallboxMqtt.Bridge.Checks;

/// <summary>What the running service knows of the inverter, where it holds the port or the connection itself.</summary>
internal static class ServiceInverter
{
    /// <summary>Reports it as a step.</summary>
    /// <param name="steps">Takes the step.</param>
    /// <param name="service">Runs.</param>
    /// <param name="source">The source's name among the state's <c>inverter.sources</c>.</param>
    /// <param name="held">What it holds, for example <c>port 2121</c>.</param>
    /// <param name="advice">What to do if no reading comes.</param>
    internal static void Report(CheckSteps steps, RunningService service, string source, string held, string advice)
    {
        const string step = "service";
        var says = $"the running service has {held}";
        if (Known(service, source) is not { } inverter || RunningService.Word(inverter, "status") is not { } status)
        {
            steps.Passed(step, says, "it does not report the inverter's state: look at the status page, or set web.token");
            return;
        }

        var power = RunningService.Word(inverter, "power") is { } watts ? $", {watts} W" : "";
        var age = service.InverterAge is { } seconds ? $", {seconds.ToString("0", CultureInfo.InvariantCulture)} s old" : "";
        var found = $"{says}; inverter {status}{power}{age}";
        if (status is "ok" or "night")
            steps.Passed(step, found);
        else
            steps.Failed(step, found, advice);
    }

    // Of several sources each has a state of its own.
    private static JsonElement? Known(RunningService service, string source) =>
        service.Inverter is { ValueKind: JsonValueKind.Object } inverter && inverter.TryGetProperty("sources", out var all)
            && all.ValueKind == JsonValueKind.Object && all.TryGetProperty(source, out var one)
            ? one
            : service.Inverter;
}
