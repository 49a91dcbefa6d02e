using System.Text.RegularExpressions;
using WallboxMqtt.Tests.Integration.Cli;
using WallboxMqtt.Tests.Integration.Slice;

namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>
/// Runs the README's configurations as they stand there: each YAML block behind <c>&lt;!-- runs: name --&gt;</c>, with nothing but addresses,
/// ports and paths replaced, between the simulated wallbox and a simulated inverter that delivers 5600 W.
/// </summary>
public sealed partial class ReadmeConfigurationTests : IAsyncDisposable
{
    private readonly ServedBox _served = new();
    private readonly int _port = Loopback.FreePort();

    public static TheoryData<string> Names => [.. Blocks().Select(block => block.Groups["name"].Value)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Configuration_OfTheReadme_SteersTheWallbox(string name)
    {
        var yaml = Blocks().Single(block => block.Groups["name"].Value == name).Groups["yaml"].Value;
        var file = Path.Combine(_served.Folder, "wallbox-mqtt.yaml");
        await using var peer = await PeerAsync(name, yaml);
        await File.WriteAllTextAsync(file, Here(yaml));
        await using var service = new ServiceProcess("run", "--config", file);
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 16, what: () => string.Join('\n', service.Lines));
        using var stop = new CancellationTokenSource();
        var uploading = UploadAsync(name, yaml, stop.Token);
        await Eventually.TrueAsync(() => _served.Box.Setpoint == 24, TimeSpan.FromSeconds(40), () => string.Join('\n', service.Lines));
        await stop.CancelAsync();
        await uploading;
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    // An inverter that is asked must be there before; one row for each way.
    private async Task<IAsyncDisposable?> PeerAsync(string name, string yaml)
    {
        if (name == "rtu")
            return await SerialWallbox.PlugAsync(_served.Box, _served.Folder);
        (string Url, string Option)? asked = name switch
        {
            "solarApi" => ("http://192.0.2.7", "--listen"),
            "sunSpec" => ("tcp://192.0.2.7:502", "--sunspec"),
            _ => null,
        };
        if (asked is not var (url, option))
            return null;
        Assert.Contains(url, yaml, StringComparison.Ordinal);
        var inverter = new ServiceProcess("simulate", "inverter", option, $"127.0.0.1:{_port}", "--power", "5600");
        await inverter.SaysAsync("Symo on ");
        return inverter;
    }

    // An inverter that uploads; one row for each way.
    private async Task UploadAsync(string name, string yaml, CancellationToken cancellation)
    {
        var (secret, password) = (Behind(yaml, "secret: "), Behind(yaml, "password: "));
        var url = name switch
        {
            "tcp" or "rtu" => $"ftp://fronius:hush@127.0.0.1:{_port}/home/fronius/push/powerFlow.json",
            "ftp" or "smallest" => $"ftp://fronius:{Uri.EscapeDataString(password)}@127.0.0.1:{_port}/home/fronius/push/powerFlow.json",
            "httpPush" => $"http://127.0.0.1:{_port}/fronius/push/{secret}",
            _ => null,
        };
        if (url is not null)
        {
            await using var inverter = new ServiceProcess("simulate", "inverter", "--push", url, "--every", "1s", "--power", "5600");
            await UntilAsync(() => Task.CompletedTask, cancellation);
        }
        else if (name == "file")
        {
            await UntilAsync(() => File.WriteAllBytesAsync(Path.Combine(_served.Folder, "powerFlow.json"), ServiceUnderTest.PowerFlow(5600), CancellationToken.None), cancellation);
        }
        else
        {
            // It is asked, and was there before.
            Assert.Contains(name, (string[])["solarApi", "sunSpec"]);
        }
    }

    private static string Behind(string yaml, string key) => yaml.Contains(key, StringComparison.Ordinal) ? yaml.Split(key)[1].Split('}')[0].Trim(' ', '"') : "";

    private static async Task UntilAsync(Func<Task> deed, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await deed();
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, CancellationToken.None);
        }
    }

    // Documentation's addresses (RFC 5737) stand for devices; what a block leaves out is added.
    private string Here(string yaml)
    {
        yaml = yaml
            .Replace("192.0.2.8:502", $"{_served.EndPoint}", StringComparison.Ordinal)
            .Replace("rtu:///dev/serial/by-id/usb-converter", $"rtu://{SerialWallbox.Port(_served.Folder)}", StringComparison.Ordinal)
            .Replace("tcp://192.0.2.7:502", $"tcp://127.0.0.1:{_port}", StringComparison.Ordinal)
            .Replace("192.0.2.7", $"127.0.0.1:{_port}", StringComparison.Ordinal)
            .Replace("mqtt://192.0.2.5:1883", "mqtt://127.0.0.1:1", StringComparison.Ordinal)
            .Replace("0.0.0.0:8081", $"127.0.0.1:{_port}", StringComparison.Ordinal)
            .Replace("ftp: { password", $"ftp: {{ listen: \"127.0.0.1:{_port}\", passivePorts: any, password", StringComparison.Ordinal)
            .Replace("file: { path: /home/fronius/push/", $"file: {{ path: {_served.Folder}/", StringComparison.Ordinal)
            .Replace("/var/lib/wallbox-mqtt", _served.Folder, StringComparison.Ordinal);
        foreach (var (key, text) in new[]
        {
            ("inverter:", $"inverter: {{ ftp: {{ listen: \"127.0.0.1:{_port}\", passivePorts: any, password: hush }} }}"),
            ("chargers:", $"chargers: [{{ url: \"tcp://{_served.EndPoint}\" }}]"),
            ("mqtt:", "mqtt: { url: \"mqtt://127.0.0.1:1\" }"),
            ("stateDirectory:", $"stateDirectory: {_served.Folder}"),
            ("policy:", "policy: { raiseDelay: 0.5 s }"),
            ("web:", "web: null"),
        })
        {
            if (!yaml.Split('\n').Any(line => line.StartsWith(key, StringComparison.Ordinal)))
                yaml += text + "\n";
        }

        return yaml;
    }

    private static MatchCollection Blocks() => Block().Matches(Repository.Read("README.md"));

    [GeneratedRegex("<!-- runs: (?<name>\\w+) -->\n```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
