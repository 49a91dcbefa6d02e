using System.CommandLine;
using WallboxMqtt.Bridge.Cli.Check;
using WallboxMqtt.Bridge.Cli.Registers;
using WallboxMqtt.Bridge.Cli.Trace;

namespace WallboxMqtt.Bridge.Cli;

/// <summary>The commands of the one executable. Exit codes: 0 success; 1 it ran and failed; 2 usage or configuration.</summary>
internal static class CommandLine
{
    internal const int Success = 0;
    internal const int Failed = 1;
    internal const int Usage = 2;

    /// <summary>Parses and runs; returns the exit code.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var root = Root();
        var parsed = root.Parse(args);
        if (parsed.Errors is [])
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(5) });

        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync(error.Message);
        await Console.Error.WriteLineAsync("Help: wallbox-mqtt --help");
        return Usage;
    }

    /// <summary><c>--config</c>, where a command takes it.</summary>
    internal static Option<string?> ConfigOption() => new("--config")
    {
        Description = "configuration file; otherwise ./wallbox-mqtt.yaml, then /etc/wallbox-mqtt/wallbox-mqtt.yaml",
        HelpName = "FILE",
    };

    private static RootCommand Root()
    {
        var root = new RootCommand("""
            Steers a wallbox so that the house keeps its grid cap, and gives the car the sun on top of it.
              To see it work with nothing installed:  wallbox-mqtt demo
              To set it up:                           copy wallbox-mqtt.example.yaml to wallbox-mqtt.yaml, edit it, then wallbox-mqtt check
              Options of a command:                   wallbox-mqtt COMMAND --help
              Exit codes:                             0 success; 1 it ran and failed; 2 usage or configuration
            """)
        {
            RunCommand.Create(),
            DemoCommand.Create(),
            CheckCommand.Create(),
            RegistersCommand.Create(),
            TraceCommand.Create(),
            SimulateCommand.Create(),
            LcdCommand.Create(),
            PasswordCommand.Create(),
            HealthCommand.Create(),
        };
        var config = ConfigOption();
        root.Options.Add(config);
        root.SetAction((parsed, cancellation) => RunCommand.RunAsync(parsed.GetValue(config), cancellation));
        return root;
    }
}
