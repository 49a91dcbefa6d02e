using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.HttpPush;

/// <summary>The inverter posts: if it has a listener of its own, listens in the service's place and waits for one upload. If the service runs, it is asked.</summary>
internal sealed class HttpPushCheck(HttpPushOptions push, InverterOptions inverter, CheckSetting setting) : ILinkCheck
{
    /// <inheritdoc />
    public string Part => "inverter httpPush";

    /// <inheritdoc />
    public TimeSpan Longest => UploadWait.Longest + TimeSpan.FromSeconds(5);

    private string Where => push.Listen is { } listen ? $"port {listen.Port}" : "the status page's port";

    private string Advice =>
        $"in the inverter's Settings, Push Service: HTTP POST, \"SolarAPI v1 - CurrentData - PowerFlow\", every 10 s, to this machine's address, {Where}, "
        + $"path {push.Path}{(push.Secret is null ? "" : "/ and the secret of inverter.httpPush")}; at night it may sleep";

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        if (setting.Service.IsRunning)
        {
            ServiceInverter.Report(steps, setting.Service, HttpPushModule.Instance.Topic, Where, Advice);
            return;
        }

        if (push.Listen is not { } listen)
        {
            steps.Passed("port", "uploads come to the status page's port (web.listen)", "start the service and check again: then it is asked what has come");
            return;
        }

        using (var socket = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                socket.Bind(listen);
                steps.Passed("port", $"{listen} can be listened on");
            }
            catch (SocketException taken)
            {
                steps.Failed("port", $"{listen}: {taken.Message}", Network.AdviceToListen("inverter.httpPush.listen", taken, listen.Port));
                return;
            }
        }

        var words = new LastWords<PushReceiver>();
        var upload = new FirstUpload(new PowerFlowRules(inverter.RatedPower), setting.Time);
        var listener = new PushListener(listen, new PushReceiver(push, upload, words), setting.Time, NullLoggerFactory.Instance);
        await new UploadWait(upload, inverter.RatedPower, Advice, setting.Time).TryAsync(steps, setting.Quick, listener.RunAsync, () => words.Last, cancellation);
    }
}
