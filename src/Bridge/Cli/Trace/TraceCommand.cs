using System.CommandLine;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Traces;

namespace WallboxMqtt.Bridge.Cli.Trace;

/// <summary>
/// <c>trace</c>: records the exchanges with a wallbox, those of the running service where there is one, its own otherwise. Never writes to
/// the wallbox.
/// </summary>
internal static class TraceCommand
{
    private static readonly TimeSpan s_default = TimeSpan.FromMinutes(2);

    internal static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var length = RuledOption.Of("--for", "how long (2min)", "TIME", QuantityRules.Time(1, TraceRecording.Longest.TotalSeconds), s_default);
        var full = new Option<bool>("--full")
        {
            Description = "also try joined reads and the optional registers 405 and 1516; some wallboxes end the connection on them. Stop the service first",
        };
        var output = new Option<FileInfo>("--out") { Description = "the file to write; it must not exist yet", HelpName = "FILE", Required = true };
        var charger = new Option<string?>("--charger") { Description = "which charger, if several are configured", HelpName = "ID" };
        var command = new Command("trace", "record requests and answers of the wallbox, without serial numbers and tags; changes nothing")
        {
            output, length, full, charger, config,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(config), parsed.GetValue(charger), parsed.GetValue(length), parsed.GetValue(full), parsed.GetValue(output)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string? config, string? charger, TimeSpan length, bool full, FileInfo output, CancellationToken cancellation)
    {
        if (ConfigurationReport.Load(config) is not { } options)
            return CommandLine.Usage;
        if (Chosen(options, charger) is not { } chosen)
            return Complain($"--charger {(charger is null ? "is missing" : $"\"{charger}\" is not configured")}; allowed: {Ids(options)}", CommandLine.Usage);
        if (chosen.Device is not ConfiguredCharger<Evc04Link> { Unit: { } unit })
            return Complain($"charger {chosen.Id} is not an EVC04: which of its answers are private is not known, so it is not recorded", CommandLine.Usage);
        var time = BootClock.Instance;
        var service = await RunningService.AskAsync(options.Web?.Local, options.Web?.Token, time, cancellation);
        if (service.IsRunning && full)
            return Complain($"--full needs the wallbox to itself, and the service is running: {RunningService.StopIt}", CommandLine.Failed);
        await using var file = TraceOutput.Create(output, out var refusal);
        if (file is null)
            return Complain(refusal!, CommandLine.Usage);

        Console.WriteLine($"Recording {chosen.Id} for {Seconds.Print(length)}, {(service.IsRunning ? "beside the running service" : "alone")}. Ctrl-C ends it and keeps what was recorded.");
        string? fault;
        try
        {
            fault = service.IsRunning
                ? await ServiceTrace.RecordAsync(options.Web!, chosen.Id, length, file, cancellation)
                : await OwnTrace.RecordAsync(unit, unit.Address.Dial(), length, full, file, time, cancellation);
        }
        catch (IOException failed)
        {
            return Complain($"{output.FullName}: {failed.Message}", CommandLine.Failed);
        }

        if (fault is not null && !service.IsRunning && options.Web is null)
            fault += $"; if the service is running, {RunningService.StopIt}, or switch on web.listen and restart it, so that it can be asked";
        Console.WriteLine($"{file.Exchanges} exchanges in {output.Name}. Look at it before you send it: docs/traces.md says what was taken out.");
        return fault is null ? CommandLine.Success : Complain(fault, CommandLine.Failed);
    }

    private static ChargerOptions? Chosen(WallboxOptions options, string? id) =>
        id is null && options.Chargers is [var only] ? only : options.Chargers.FirstOrDefault(charger => charger.Id == id);

    private static string Ids(WallboxOptions options) => string.Join(", ", options.Chargers.Select(charger => charger.Id));

    private static int Complain(string fault, int code)
    {
        Console.Error.WriteLine($"trace: {fault}");
        return code;
    }
}
