using System.CommandLine;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Service;

namespace WallboxMqtt.Bridge.Cli;

/// <summary><c>run</c>: the service.</summary>
internal static class RunCommand
{
    internal static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var command = new Command("run", "run the service (also with no command)") { config };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(config), cancellation));
        return command;
    }

    internal static async Task<int> RunAsync(string? config, CancellationToken cancellation)
    {
        if (ConfigurationReport.Load(config) is not { } options)
            return CommandLine.Usage;
        using var signals = new ServiceSignals(cancellation);
        using var host = WallboxHost.Build(options, BootClock.Instance, ConsoleLog.Add);
        var control = host.Services.GetServices<IHostedService>().OfType<ControlService>().Single();
        await host.RunAsync(signals.Ending);
        return control.ExecuteTask is { IsFaulted: true } ? CommandLine.Failed : CommandLine.Success;
    }
}
