using System.CommandLine;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Cli.Registers;

/// <summary><c>registers</c>: reads every register of each charger and prints it. Writes nothing.</summary>
internal static class RegistersCommand
{
    internal static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = JsonOutput.Option();
        var command = new Command("registers", "read every register of each wallbox and print it; changes nothing. Stop the service first") { config, json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(config), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? config, bool json, CancellationToken cancellation)
    {
        if (ConfigurationReport.Load(config) is not { } options)
            return CommandLine.Usage;
        var time = BootClock.Instance;
        var setting = new CheckSetting(await RunningService.AskAsync(options.Web?.Local, options.Web?.Token, time, cancellation), Quick: false, time);
        var listings = await Task.WhenAll(options.Chargers.Select(charger => charger.Device.ReadRegistersAsync(charger, setting, cancellation)));

        if (json)
            Console.WriteLine(RegisterJson.Write(listings));
        foreach (var listing in listings)
            Report(listing, json);
        return listings.All(listing => listing.Fault is null) ? CommandLine.Success : CommandLine.Failed;
    }

    private static void Report(RegisterListing listing, bool json)
    {
        if (!json && listing.Registers is not [])
        {
            foreach (var line in RegisterTable.Lines(listing))
                Console.WriteLine(line);
            Console.WriteLine();
        }

        if (listing.Fault is { } fault)
            Console.Error.WriteLine($"registers: charger {listing.Id}: {fault}");
    }
}
