using System.CommandLine;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Devices.Ftp;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary><c>check</c>: tries each link and says what to do about a failure.</summary>
internal static class CheckCommand
{
    private const string Configuration = "configuration";

    internal static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = JsonOutput.Option();
        var quick = new Option<bool>("--quick") { Description = "do not wait (up to 25 s) for the inverter's next upload" };
        var command = new Command("check", "read the configuration, then try broker, wallbox, inverter, display and disk, and say what to do about a failure")
        { config, json, quick };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(config), parsed.GetValue(json), parsed.GetValue(quick), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? config, bool json, bool quick, CancellationToken cancellation)
    {
        var result = ConfigurationReport.Read(config);
        if (result.Options is not { } options)
        {
            if (json)
                Console.WriteLine(CheckJson.Write(result.Faults.Select(Row)));
            return CommandLine.Usage;
        }

        var time = BootClock.Instance;
        var service = await RunningService.AskAsync(options.Web?.Local, options.Web?.Token, time, cancellation);
        var links = LinkChecks.For(options, new CheckSetting(service, quick, time));
        if (!quick && !service.IsRunning && options.Inverter.Of(FtpModule.Instance) is not null && !json)
            await Console.Error.WriteLineAsync("Trying all links; waiting up to 25 s for an upload of the inverter (--quick does not) ...");
        var tried = await new CheckRun(links, time).RunAsync(cancellation);
        var first = new CheckRow(Configuration, "read", true, $"no faults in {result.File ?? "the environment"}", result.Warnings is [] ? null : string.Join("; ", result.Warnings));
        CheckRow[] rows = [first, .. tried];
        if (json)
            Console.WriteLine(CheckJson.Write(rows));
        else
            Console.WriteLine(string.Join(Environment.NewLine, CheckTable.Lines(rows, CheckTable.HasColours)));
        return rows.All(row => row.Passed) ? CommandLine.Success : CommandLine.Failed;
    }

    private static CheckRow Row(ConfigurationFault fault) => new(
        Configuration, fault.Key ?? "read", false, $"{fault.Where}: {fault.Found}",
        fault.Suggestion is { } meant ? $"did you mean \"{meant}\"?" : fault.Allowed is { } allowed ? $"allowed: {allowed}" : "correct it");
}
