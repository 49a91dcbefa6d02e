using System.Net.Sockets;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>The status page's port: free, or held by the service itself.</summary>
internal sealed class WebCheck(WebOptions? web, RunningService service) : ILinkCheck
{
    /// <inheritdoc />
    public string Part => "status page";

    /// <inheritdoc />
    public Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        const string step = "port";
        if (web is null)
            steps.Passed(step, "off (web: null)");
        else if (service.Stuck is { } stuck)
            steps.Failed(step, $"the running service answers on http://{web.Local}/ and says {stuck}", "restart it (sudo systemctl restart wallbox-mqtt), and report it, with the log");
        else if (service.IsRunning)
            steps.Passed(step, $"the running service answers on http://{web.Local}/");
        else
            Listen(steps, step, web);
        return Task.CompletedTask;
    }

    private void Listen(CheckSteps steps, string step, WebOptions here)
    {
        using var socket = new Socket(here.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(here.Listen);
            socket.Listen(1);
            steps.Passed(step, $"{here.Listen} can be listened on");
        }
        catch (SocketException taken)
        {
            var who = service.Stranger is { } stranger ? $"; {stranger}" : "";
            steps.Failed(step, $"{here.Listen}: {taken.Message}{who}", Network.AdviceToListen("web.listen", taken, here.Listen.Port));
        }
    }
}
