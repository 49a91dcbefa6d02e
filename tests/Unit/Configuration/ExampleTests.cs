using System.Text.RegularExpressions;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Sources;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

/// <summary>The example file and the table of keys say what the code does.</summary>
public sealed partial class ExampleTests
{
    /// <summary>The configuration as the README promises it, with every source.</summary>
    private const string Everything =
        """
        grid:
          cap: 16 A                # the contract with the grid operator: amperes a phase, or watts in total ("11000 W")
          phases: 3
          voltage: 230 V           # turns watts into amperes; `measured` takes the charger's highest phase voltage, never below 230 V
        inverter:                  # any of the five sources; the newest accepted reading counts
          ratedPower: 9900 W       # a reading above 110 % of it is refused
          maxAge: 30 s             # an older reading counts as 0 W
          ftp: { listen: "0.0.0.0:2121", user: fronius, password: "...", path: /home/fronius/push/powerFlow.json, advertise: null, passivePorts: 50000-50009 }
          httpPush: { path: /fronius/push }
          solarApi: { url: "http://192.0.2.7", interval: 5 s }
          file: { path: /home/fronius/push/powerFlow.json }
          sunSpec: { url: "tcp://192.0.2.7:502", unit: 1, meterUnit: auto, interval: 1 s }
        chargers:                  # one or more
          - id: charger
            url: tcp://192.0.2.8:502        # or rtu:///dev/ttyUSB0?baud=9600&parity=none&stopBits=1
            unit: 255
            poll: 1 s
            failsafe: { current: 10 A, timeout: 20 s, write: true }   # write: false verifies and warns only
        policy:
          mode: pv-boost           # until commanded otherwise; the last commanded mode and limit survive a restart
          raiseDelay: 30 s         # the allowance of this whole span must permit a raise; a fall is immediate
        mqtt:
          url: mqtt://127.0.0.1:1883        # mqtts:// for TLS
          user: null
          password: null           # or passwordFile
          caFile: null
          clientId: wallbox-mqtt
          baseTopic: wallbox
          discovery: { prefix: homeassistant, style: device }     # device, component (older openHAB) or off
        web: { listen: "127.0.0.1:8080" }   # null switches it off
        lcd: { device: none }      # none, or spi: { bus: 0, chipSelect: 0, dc: 25, reset: 27, backlight: 18, clock: 15 MHz, offset: [1, 2], rotation: 90 }
        stateDirectory: /var/lib/wallbox-mqtt
        """;

    [Fact]
    public void Everything_Written_IsWhatTheDefaultsAre()
    {
        var written = Yaml.Options(Everything);
        var defaults = Yaml.Options(
            """
            inverter:
              ftp: { password: "..." }
              httpPush: {}
              solarApi: { url: "http://192.0.2.7" }
              file: {}
              sunSpec: { url: "tcp://192.0.2.7" }
            chargers: [ { url: "tcp://192.0.2.8" } ]
            """);
        Assert.Equal(defaults with { Chargers = written.Chargers }, written);
        Assert.Equal(defaults.Chargers.AsEnumerable(), written.Chargers);
    }

    [Fact]
    public void Example_AsItIs_HasNoFaultAndOneSource()
    {
        var result = Yaml.Load(Read("wallbox-mqtt.example.yaml"));
        Assert.Empty(Yaml.Lines(result));
        Assert.Empty(result.Warnings);
        var options = result.Options!;
        Assert.Equal(new InverterOptions { Sources = [FtpModule.Instance.Configured(FtpModule.Defaults with { Password = "change-me" })] }, options.Inverter);
        Assert.Equal(new GridCap(new Amperes(16), null, 3, new Volts(230)), options.Grid);
        Assert.Equal(new ChargerOptions { Device = Evc04Module.Instance.Configured(new Evc04Link(ModbusAddress.Parse("tcp://192.0.2.8:502"))) }, Assert.Single(options.Chargers));
        Assert.Equal((new PolicyOptions(), new MqttOptions(), new WebOptions(), new LcdOptions()), (options.Policy, options.Mqtt, options.Web!, options.Lcd));
        Assert.Equal("/var/lib/wallbox-mqtt", options.StateDirectory);
    }

    [Fact]
    public void Example_WithEverySourceAndThePanelActive_HasNoFault()
    {
        var example = CommentedKey().Replace(Read("wallbox-mqtt.example.yaml"), "${indent}${key}");
        example = example
            .Replace("  passwordFile:", "  # passwordFile:", StringComparison.Ordinal)
            .Replace("  caFile:", "  # caFile:", StringComparison.Ordinal)
            .Replace("  certFile:", "  # certFile:", StringComparison.Ordinal)
            .Replace("  keyFile:", "  # keyFile:", StringComparison.Ordinal)
            .Replace("device: none", "device: spi", StringComparison.Ordinal);
        var options = Yaml.Options(example);
        Assert.Equal(DeviceModules.All.Sources, options.Inverter.Sources.Select(source => source.Module));
        Assert.Equal(new LcdSpiOptions(), options.Lcd.Spi);
        Assert.Equal("change-me", options.Mqtt.Password);
    }

    [Fact]
    public void Table_OfAllKeys_NamesEachKeyThatIsRead()
    {
        var reading = new ConfigurationReading(new FakeFiles());
        var root = YamlReader.Read("all", Everything.Replace("device: none", "spi: {}, night: {}", StringComparison.Ordinal), reading.Faults)!;
        WallboxBinder.Bind(new SectionReader(root, "", reading), DeviceModules.All);
        Assert.Equal(0, reading.Faults.Count);

        var table = Read("docs/configuration.md");
        var documented = TableKey().Matches(table).Select(match => match.Groups["key"].Value).ToHashSet();
        string[] read = [.. reading.KnownPaths];
        string[] values = [.. read.Where(path => !read.Any(other => other.StartsWith(path + ".", StringComparison.Ordinal) || other.StartsWith(path + "[", StringComparison.Ordinal)))];
        Assert.Empty(values.Except(documented));
        Assert.Empty(documented.Except(read));
    }

    private static string Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WallboxMqtt.sln")))
            folder = folder.Parent;
        return File.ReadAllText(Path.Combine(folder!.FullName, file));
    }

    [GeneratedRegex(@"^(?<indent> +)# (?<key> *[a-zA-Z]+:( .*)?)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommentedKey();

    [GeneratedRegex(@"^\| `(?<key>[a-zA-Z0-9.\[\]]+)` \|[^|]*\|[^|]*\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableKey();
}
