using System.CommandLine;
using WallboxMqtt.Balancer.Chargers.Evc04;
using WallboxMqtt.Balancer.Modbus;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Cli.Registers;

/// <summary><c>registers</c>: reads every register of the EVC04 map from each charger and prints it. Writes nothing.</summary>
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
        var service = await RunningService.AskAsync(options.Web, time, cancellation);
        var listings = await Task.WhenAll(options.Chargers.Select(charger => ReadAsync(charger, ControlComposition.Dial(charger), service, time, cancellation)));

        if (json)
            Console.WriteLine(RegisterJson.Write(listings));
        foreach (var listing in listings)
            Tell(listing, json);
        return listings.All(listing => listing.Fault is null) ? CommandLine.Success : CommandLine.Failed;
    }

    /// <summary>Reads one charger. What fails is in the listing.</summary>
    internal static async Task<RegisterListing> ReadAsync(
        ChargerOptions charger, IModbusDialer dialer, RunningService service, TimeProvider time, CancellationToken cancellation)
    {
        var nothing = new RegisterListing(charger.Id, dialer.Address, charger.Unit, [], null);
        if (service.Holds(charger.Id))
            return nothing with { Fault = $"the running service holds it, and a wallbox takes one Modbus master only: {RunningService.StopIt}{Gaps(service, charger.Id)}" };
        await using var survey = new Evc04Survey(dialer, charger.Unit, time);
        try
        {
            await survey.ConnectAsync(cancellation);
        }
        catch (ModbusLinkException failed)
        {
            return nothing with { Fault = $"{failed.Message}; {ChargerAdvice.Unreached(charger.Url)}" };
        }

        try
        {
            var (answers, fault) = await survey.ReadAllAsync(cancellation);
            return nothing with { Answers = answers, Fault = fault };
        }
        catch (ModbusException failed)
        {
            return nothing with { Fault = $"{ChargerAdvice.Silence(failed)}; {ChargerAdvice.NoAnswer}" };
        }
    }

    private static string Gaps(RunningService service, string id)
    {
        var (mute, refused) = (service.LeftOut(id), service.Refused(id));
        return (mute is [] ? "" : $"; it reports that these do not answer on this firmware: {string.Join(", ", mute)}")
            + (refused is [] ? "" : $"; it reports that these are refused: {string.Join(", ", refused)}");
    }

    private static void Tell(RegisterListing listing, bool json)
    {
        if (!json && listing.Answers is not [])
        {
            foreach (var line in RegisterTable.Lines(listing))
                Console.WriteLine(line);
            Console.WriteLine();
        }

        if (listing.Fault is { } fault)
            Console.Error.WriteLine($"registers: charger {listing.Id}: {fault}");
    }
}
