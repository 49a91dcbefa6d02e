using System.Net.Sockets;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Cli.Check.Inverter;

/// <summary>The inverter uploads by FTP: listens in the service's place and waits for one upload. Where the service runs, it is asked.</summary>
internal sealed class FtpCheck(FtpOptions ftp, InverterOptions inverter, RunningService service, bool quick, TimeProvider time) : ILinkCheck
{
    /// <summary>Two uploads, and a little more.</summary>
    internal static readonly TimeSpan Wait = TimeSpan.FromSeconds(25);

    // The inverter gets its answer and says goodbye.
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc />
    public string Part => "inverter ftp";

    /// <inheritdoc />
    public TimeSpan Longest => Wait + TimeSpan.FromSeconds(5);

    private string Advice =>
        $"in the inverter's Settings, Push Service: FTP upload, \"SolarAPI v1 - CurrentData - PowerFlow\", every 10 s, to this machine's address : {ftp.Listen.Port}, "
        + $"file {ftp.Path}, user {ftp.User} and the password of inverter.ftp; at night it may sleep";

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        if (service.IsRunning)
        {
            ServiceInverter.Tell(steps, service, $"port {ftp.Listen.Port}", Advice);
            return;
        }

        var words = new LastWords<FtpEndpoint>();
        var upload = new FirstUpload(new PowerFlowRules(inverter.RatedPower), time);
        using var endpoint = new FtpEndpoint(ftp.ForEndpoint(), upload, time, words);
        try
        {
            endpoint.Bind();
            steps.Passed("port", $"{endpoint.LocalEndPoint} can be listened on");
        }
        catch (SocketException taken)
        {
            steps.Failed("port", $"{ftp.Listen}: {taken.Message}", Network.AdviceToListen("inverter.ftp.listen", taken, ftp.Listen.Port));
            return;
        }

        if (quick)
            steps.Passed("upload", "not waited for (--quick)");
        else
            await ListenAsync(steps, endpoint, upload, words, cancellation);
    }

    private async Task ListenAsync(CheckSteps steps, FtpEndpoint endpoint, FirstUpload upload, LastWords<FtpEndpoint> words, CancellationToken cancellation)
    {
        const string step = "upload";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var listening = endpoint.RunAsync(stop.Token);
        try
        {
            var (flow, fault, behind) = await upload.Came.WaitAsync(Wait, time, cancellation);
            if (fault is not null)
                steps.Failed(step, $"came, and is refused: {fault}", $"inverter.ratedPower must be the AC rating of all inverters together (now {inverter.RatedPower}); {Advice}");
            else
                UploadFindings.Tell(steps, step, flow!, behind);
            await Task.Delay(s_farewell, time, cancellation);
        }
        catch (TimeoutException)
        {
            steps.Failed(step, $"none within {Seconds.Print(Wait)}{(words.Last is { } last ? $"; {last}" : "")}", Advice);
        }
        finally
        {
            await stop.CancelAsync();
            await listening;
        }
    }
}
