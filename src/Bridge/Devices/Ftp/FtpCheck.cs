using System.Net.Sockets;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Bridge.Checks;

namespace WallboxMqtt.Bridge.Devices.Ftp;

/// <summary>The inverter uploads by FTP: listens in the service's place and waits for one upload. If the service runs, it is asked.</summary>
internal sealed class FtpCheck(FtpEndpointOptions ftp, InverterOptions inverter, CheckSetting setting) : ILinkCheck
{
    /// <inheritdoc />
    public string Part => "inverter ftp";

    /// <inheritdoc />
    public TimeSpan Longest => UploadWait.Longest + TimeSpan.FromSeconds(5);

    private string Advice =>
        $"in the inverter's Settings, Push Service: FTP upload, \"SolarAPI v1 - CurrentData - PowerFlow\", every 10 s, to this machine's address : {ftp.Listen.Port}, "
        + $"file {ftp.Path}, user {ftp.User} and the password of inverter.ftp; at night it may sleep";

    /// <inheritdoc />
    public async Task TryAsync(CheckSteps steps, CancellationToken cancellation)
    {
        if (setting.Service.IsRunning)
        {
            ServiceInverter.Report(steps, setting.Service, FtpModule.Instance.Topic, $"port {ftp.Listen.Port}", Advice);
            return;
        }

        var words = new LastWords<FtpEndpoint>();
        var upload = new FirstUpload(new PowerFlowRules(inverter.RatedPower), setting.Time);
        using var endpoint = new FtpEndpoint(ftp, upload, setting.Time, words);
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

        await new UploadWait(upload, inverter.RatedPower, Advice, setting.Time).TryAsync(steps, setting.Quick, endpoint.RunAsync, () => words.Last, cancellation);
    }
}
