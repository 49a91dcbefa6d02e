using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Cli;

/// <summary>
/// <c>health</c>: how a container without shell and curl is checked. 0 if the service that runs with the same
/// configuration says that it is ready, 1 if it does not.
/// </summary>
internal static class HealthCommand
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    internal static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var listening = RuledOption.Of("--listening", "ask only whether something listens there", "URL", UrlRules.Tcp);
        var command = new Command("health", "ask the running service whether it has its chargers under control") { config, listening };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(config), parsed.GetValue(listening), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? config, Uri? listening, CancellationToken cancellation)
    {
        using var late = new Deadline(s_longest, BootClock.Instance, cancellation);
        try
        {
            if (listening is not null)
                return await ListensAsync(listening, late.Token);
            if (ConfigurationReport.Load(config) is not { } options)
                return CommandLine.Usage;
            if (options.Web is { } web)
                return await IsReadyAsync(web.Local, late.Token);
            await Console.Error.WriteLineAsync("health: web is null, so the service cannot be asked; allowed: a web section");
        }
        catch (Exception failed) when (failed is SocketException or HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"health: {(failed is OperationCanceledException ? "no answer" : failed.Message)}");
        }

        return CommandLine.Failed;
    }

    private static async Task<int> ListensAsync(Uri where, CancellationToken cancellation)
    {
        using var probe = new TcpClient();
        await probe.ConnectAsync(where.DnsSafeHost, where.Port, cancellation);
        return CommandLine.Success;
    }

    private static async Task<int> IsReadyAsync(IPEndPoint here, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(new Uri($"http://{here}/health/ready"), cancellation);
        Console.Write(await answer.Content.ReadAsStringAsync(cancellation));
        return answer.StatusCode == HttpStatusCode.OK ? CommandLine.Success : CommandLine.Failed;
    }
}
