using Microsoft.Extensions.Logging.Console;
using WallboxMqtt.Balancer.Timing;

namespace WallboxMqtt.Bridge.Cli;

/// <summary>The log on standard output, a line each; under systemd its own format takes over.</summary>
internal static class ConsoleLog
{
    internal static void Add(ILoggingBuilder logging)
    {
        logging.AddConsole(console =>
        {
            console.FormatterName = LineFormatter.FormatterName;
            // A terminal that takes no more output costs lines, and delays nothing.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
        logging.Services.AddSingleton<ConsoleFormatter>(_ => new LineFormatter(BootClock.Instance));
    }
}
