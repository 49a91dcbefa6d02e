using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using WallboxMqtt.Balancer.Inverters.Fronius;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Balancer.Plant;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Simulator.Fronius;

namespace WallboxMqtt.Tests.Integration.Ftp;

/// <summary>What an inverter's firmware may be built on: curl, lftp, Python's ftplib.</summary>
public sealed class RealClientTests : IAsyncLifetime
{
    private const string TargetPath = "/home/fronius/push/powerFlow.json";
    private readonly CancellationTokenSource _stop = new();
    private readonly string _file = Path.GetTempFileName();
    private readonly PlantState _plant = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), new ChangeSignal(), TimeProvider.System);
    private FtpEndpoint _endpoint = null!;
    private Task _running = Task.CompletedTask;

    private string Address => _endpoint.LocalEndPoint!.ToString();

    public async ValueTask InitializeAsync()
    {
        var inbox = new PowerFlowInbox(new PowerFlowRules(new Watts(9900)), _plant, TimeProvider.System, NullLogger<PowerFlowInbox>.Instance);
        var options = new FtpEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), User = "fronius", Password = "secret", Path = TargetPath };
        _endpoint = new FtpEndpoint(options, inbox, TimeProvider.System, NullLogger<FtpEndpoint>.Instance);
        _endpoint.Bind();
        _running = _endpoint.RunAsync(_stop.Token);
        var symo = new SimulatedSymo(new SimulatedSymoOptions { Power = 5600 }, TimeProvider.System);
        await File.WriteAllBytesAsync(_file, symo.PowerFlow());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _endpoint.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--disable-epsv")]
    [InlineData("-P -")]
    [InlineData("-P - --disable-eprt")]
    [InlineData("--append")]
    [InlineData("--ftp-create-dirs --ftp-method multicwd")]
    [InlineData("--ftp-create-dirs --ftp-method singlecwd")]
    [InlineData("--ftp-method nocwd")]
    public async Task Curl_InAnyMode_Uploads(string options)
    {
        await ExternalProgram.SucceedAsync(
            "curl", ["-sS", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-T", _file, $"ftp://fronius:secret@{Address}/{TargetPath}"]);
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
    }

    [Fact]
    public async Task Curl_TemporaryNameAndRename_Uploads()
    {
        await ExternalProgram.SucceedAsync(
            "curl", "-sS", "-T", _file, $"ftp://fronius:secret@{Address}/push/upload.tmp", "-Q", "-RNFR upload.tmp", "-Q", "-RNTO powerFlow.json");
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
    }

    [Fact]
    public async Task Curl_WrongPassword_IsRefused()
    {
        var (exitCode, _) = await ExternalProgram.RunAsync("curl", "-sS", "-T", _file, $"ftp://fronius:wrong@{Address}/{TargetPath}");
        Assert.Equal(67, exitCode);
        Assert.Null(_plant.Evaluate().Reading);
    }

    [Fact]
    public async Task Curl_Download_IsRefused()
    {
        var (exitCode, _) = await ExternalProgram.RunAsync("curl", "-sS", $"ftp://fronius:secret@{Address}/{TargetPath}");
        Assert.NotEqual(0, exitCode);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    public async Task Lftp_PassiveOrActive_Uploads(string passive)
    {
        await ExternalProgram.SucceedAsync(
            "lftp", "-c", $"set net:max-retries 1; set net:timeout 5; set ftp:passive-mode {passive}; open -u fronius,secret ftp://{Address}; put {_file} -o push/powerFlow.json");
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
    }

    [Theory]
    [InlineData("f.set_pasv(True)", "f.storbinary('STOR push/powerFlow.json', b)")]
    [InlineData("f.set_pasv(False)", "f.storbinary('STOR push/powerFlow.json', b)")]
    [InlineData("f.cwd('/home/fronius/push')", "f.storbinary('STOR powerFlow.json', b)")]
    [InlineData("pass", "f.storbinary('STOR x.tmp', b); f.rename('x.tmp', 'powerFlow.json')")]
    [InlineData("f.mkd('/home/fronius/push')", "f.storlines('APPE /home/fronius/push/powerFlow.json', b)")]
    public async Task Ftplib_InAnyMode_Uploads(string before, string upload)
    {
        var endpoint = _endpoint.LocalEndPoint!;
        var script = new StringBuilder()
            .AppendLine("import ftplib")
            .AppendLine("f = ftplib.FTP(timeout=10)")
            .AppendLine($"f.connect('{endpoint.Address}', {endpoint.Port})")
            .AppendLine("f.login('fronius', 'secret')")
            .AppendLine(before)
            .AppendLine($"b = open('{_file}', 'rb')")
            .AppendLine(upload)
            .AppendLine("f.quit()");
        await ExternalProgram.SucceedAsync("python3", "-c", script.ToString());
        Assert.Equal(5600, _plant.Evaluate().Now.Value);
    }
}
