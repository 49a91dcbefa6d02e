using System.Net;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class ConfigurationLoaderTests
{
    private const string Smallest = """
        inverter:
          ftp: { password: hush }
        chargers:
          - url: tcp://192.0.2.8
        """;

    private const string Odd = "{}[]:,-&*!|>'\"%@`#\n\t\0 9";

    private readonly FakeFiles _files = new();

    /// <summary>A whole file and the one fault line it gives.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "grid:\n  kap: 16 A", """f.yaml:2: grid.kap: unknown key; did you mean "cap"?""" },
        { "gird: {}", """f.yaml:1: gird: unknown key; did you mean "grid"?""" },
        { "grid: { cap: 16 V }", """f.yaml:1: grid.cap: "16 V" is neither a current nor a power; allowed: 6 A to 63 A a phase, or 1380 W to 45000 W in total""" },
        { "grid: { cap: 5 A }\nx: 1", "" },
        { "grid: { phases: 4 }", """f.yaml:1: grid.phases: "4" is out of range; allowed: 1 to 3""" },
        { "grid: { voltage: 110 V }", """f.yaml:1: grid.voltage: "110 V" is out of range; allowed: 200 V to 260 V, or measured""" },
        { "inverter: { ftp: { password: hush, listen: here } }", """f.yaml:1: inverter.ftp.listen: "here" has no port; allowed: address:port such as 0.0.0.0:2121, [::]:2121 or :2121; port 0 takes any free one""" },
        { "inverter: { ftp: { user: me } }", "f.yaml:1: inverter.ftp.password: missing; allowed: 1 to 256 characters in one line" },
        { "inverter: { ratedPower: 9900 W }", "f.yaml:1: inverter: no source of the inverter's power; allowed: one of ftp, httpPush, solarApi, file, sunSpec" },
        { "inverter: { maxAge: NaN, ftp: { password: hush } }", """f.yaml:1: inverter.maxAge: "NaN" is not a time; allowed: 1 s to 600 s""" },
        { "inverter: { solarApi: { url: \"http://192.0.2.7\" } }", "f.yaml:1: inverter.solarApi: this version cannot do that yet; allowed: inverter.ftp" },
        { "chargers: []", "f.yaml:1: chargers: no charger; allowed: one or more, each with a url" },
        { "chargers: [{ id: charger }]", "f.yaml:1: chargers[0].url: missing; allowed: tcp://host:port, or rtu:///dev/ttyUSB0?baud=9600&parity=none&stopBits=1" },
        { "chargers: [{ url: 'tcp://h', id: mode }]", """f.yaml:1: chargers[0].id: "mode" is reserved; allowed: 1 to 32 of a-z, 0-9, _ and -; not status, mode, limit, command, state, inverter, balancer""" },
        { "chargers: [{ url: 'rtu:///dev/ttyUSB0' }]", "f.yaml:1: chargers[0].url: this version cannot do rtu:// yet; allowed: tcp://host:port" },
        { "chargers: [{ url: 'tcp://h', failsafe: { current: 20 A } }]", "f.yaml:1: chargers[0].failsafe.current: 20 A is above the cap of 16 A; allowed: what keeps the cap without sun: together 16 A at most" },
        { "chargers: [{ url: 'tcp://h', failsafe: { current: 3 } }]", """f.yaml:1: chargers[0].failsafe.current: "3" is out of range; allowed: 0 A, or whole amperes from 6 A to 32 A""" },
        { "chargers: [{ url: 'tcp://h', failsafe: { current: 7.5 A } }]", """f.yaml:1: chargers[0].failsafe.current: "7.5 A" is not a whole number of amperes; allowed: 0 A, or whole amperes from 6 A to 32 A""" },
        { "chargers: [{ url: 'tcp://h', failsafe: { write: maybe } }]", """f.yaml:1: chargers[0].failsafe.write: "maybe" is none of these; allowed: true or false""" },
        { "chargers: [{ url: 'tcp://h', poll: 10 s }]", """f.yaml:1: chargers[0].poll: "10 s" is out of range; allowed: 0.2 s to 5 s""" },
        { "policy: { mode: turbo }", """f.yaml:1: policy.mode: "turbo" is not a mode; allowed: pv-boost, fixed, off""" },
        { "mqtt: { url: 'http://h' }", """f.yaml:1: mqtt.url: "http://h" has another scheme; allowed: mqtt://host:port, or mqtts://host:port for TLS; user and password have keys of their own""" },
        { "mqtt: { password: secret }", "f.yaml:1: mqtt.user: missing beside a password; allowed: the broker's name for this service" },
        { "mqtt: { baseTopic: 'a/#' }", """f.yaml:1: mqtt.baseTopic: "a/#" has characters that a topic must not have; allowed: topic levels such as home/wallbox, without + # $ and without / at the ends""" },
        { "mqtt: { caFile: nowhere.pem, url: 'mqtts://h' }", """f.yaml:1: mqtt.caFile: "nowhere.pem": there is no such file; allowed: a file that this user may read""" },
        { "mqtt: { caFile: text.pem, url: 'mqtts://h' }", "f.yaml:1: mqtt.caFile: no PEM certificate in the file; allowed: a file with -----BEGIN CERTIFICATE-----" },
        { "mqtt: { user: me, passwordFile: forbidden }", """f.yaml:1: mqtt.passwordFile: "forbidden": the file cannot be read: permission denied, or not a file; allowed: a file that this user may read""" },
        { "lcd: { spi: { rotation: 45 } }", """f.yaml:1: lcd.spi.rotation: "45" is none of these; allowed: 90, or 270 for upside down""" },
        { "stateDirectory: here", """f.yaml:1: stateDirectory: "here" does not begin with /; allowed: an absolute path such as /var/lib/wallbox-mqtt""" },
        { "grid:\n\tcap: 16 A", "f.yaml:2:1: a tab in the indentation; allowed: spaces" },
        { "grid: {cap: 1", "" },
        { "grid: &a { cap: 16 A }\nother: *a", "" },
        { "- a", "" },
        { "grid: 5", "f.yaml:1: grid: a value in the place of a section; allowed: keys and values" },
        { "grid: { cap: 16 A, cap: 20 A }", "" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Load_Fault_IsOneLineWithKeyFoundAndAllowed(string yaml, string line)
    {
        _files.Contents["text.pem"] = "hello";
        _files.Forbidden.Add("forbidden");
        _files.Contents["f.yaml"] = Complete(yaml);
        var result = ConfigurationLoader.Load("f.yaml", new Dictionary<string, string>(), _files);
        Assert.Null(result.Options);
        Assert.All(result.Faults, fault => Assert.DoesNotContain('\n', fault.ToString()));
        if (line.Length > 0)
            Assert.Equal([line], result.Faults.Select(fault => fault.ToString()));
        else
            Assert.NotEmpty(result.Faults);
    }

    [Fact]
    public void Load_SmallestFile_HasTheContractsDefaults()
    {
        var options = Load(Smallest);
        Assert.Equal((new GridCap(new Amperes(16), null, 3, new Volts(230)), 9900, 30), (options.Grid, options.Inverter.RatedPower.Value, options.Inverter.MaxAge.TotalSeconds));
        Assert.Equal(
            (new IPEndPoint(IPAddress.Any, 2121), "fronius", "hush", "/home/fronius/push/powerFlow.json", 50_000, 50_009),
            (options.Inverter.Ftp!.Listen, options.Inverter.Ftp.User, options.Inverter.Ftp.Password, options.Inverter.Ftp.Path, options.Inverter.Ftp.FirstPassivePort, options.Inverter.Ftp.LastPassivePort));
        var charger = Assert.Single(options.Chargers);
        Assert.Equal(("charger", new Uri("tcp://192.0.2.8:502"), (byte)255, 1.0), (charger.Id, charger.Url, charger.Unit, charger.Poll.TotalSeconds));
        Assert.Equal((10, 20, true), (charger.Failsafe.Current.Value, charger.Failsafe.Timeout.TotalSeconds, charger.Failsafe.Write));
        Assert.Equal((ChargingMode.PvBoost, 30), (options.Policy.Mode, options.Policy.RaiseDelay.TotalSeconds));
        Assert.Equal((new Uri("mqtt://127.0.0.1:1883"), "wallbox-mqtt", "wallbox", "homeassistant", DiscoveryStyle.Device), (options.Mqtt.Url, options.Mqtt.ClientId, options.Mqtt.BaseTopic, options.Mqtt.Discovery.Prefix, options.Mqtt.Discovery.Style));
        Assert.Equal((new IPEndPoint(IPAddress.Loopback, 8080), "/var/lib/wallbox-mqtt"), (options.Web!.Listen, options.StateDirectory));
        Assert.Null(options.Lcd.Spi);
    }

    [Fact]
    public void Load_ExampleFile_HasTheDefaults()
    {
        var example = File.ReadAllText(Path.Combine(Repository.Root, "wallbox-mqtt.example.yaml"));
        var options = Load(example);
        var defaults = Load(Smallest.Replace("hush", "change me", StringComparison.Ordinal).Replace("192.0.2.8", "192.0.2.8:502", StringComparison.Ordinal));
        Assert.Equal(defaults.Chargers.Single(), options.Chargers.Single());
        Assert.Equal(defaults with { Chargers = [] }, options with { Chargers = [] });
    }

    [Fact]
    public void Load_ReadmesSmallestFile_IsSound()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var yaml = readme.Split("```yaml")[1].Split("```")[0];
        Assert.Equal(new Uri("mqtt://192.0.2.5:1883"), Load(yaml).Mqtt.Url);
    }

    [Theory]
    [InlineData("grid: { cap: 11 kW }", null, 11_000.0)]
    [InlineData("grid: { cap: \"11000 W\" }", null, 11_000.0)]
    [InlineData("grid: { cap: 20 }", 20.0, null)]
    public void Load_Cap_InAmperesOrWatts(string yaml, double? amperes, double? watts)
    {
        var cap = Load(Complete(yaml)).Grid;
        Assert.Equal((amperes, watts), (cap.Current?.Value, cap.Power?.Value));
    }

    [Fact]
    public void Load_FailsafesOfTwoChargers_CountTogether()
    {
        _files.Contents["f.yaml"] = Complete("chargers: [{ id: a, url: 'tcp://a' }, { id: b, url: 'tcp://b' }]");
        var faults = ConfigurationLoader.Load("f.yaml", new Dictionary<string, string>(), _files).Faults;
        Assert.Equal(
            [
                "f.yaml:1: chargers[0].failsafe.current: 10 A (together 20 A) is above the cap of 16 A; allowed: what keeps the cap without sun: together 16 A at most",
                "f.yaml:1: chargers[1].failsafe.current: 10 A (together 20 A) is above the cap of 16 A; allowed: what keeps the cap without sun: together 16 A at most",
            ],
            faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void Load_ManyFaults_AreToldAtOnceInOrder()
    {
        _files.Contents["f.yaml"] = "grid:\n  cap: 99 A\n  fases: 3\npolicy:\n  raiseDelay: soon\nmqtt:\n  pasword: topsecret\n";
        var lines = ConfigurationLoader.Load("f.yaml", new Dictionary<string, string> { ["WALLBOX_MQTT__URI"] = "x" }, _files).Faults.Select(fault => fault.ToString()).ToArray();
        Assert.Contains(lines, line => line.StartsWith("f.yaml:2: grid.cap", StringComparison.Ordinal));
        Assert.Contains("f.yaml:3: grid.fases: unknown key; did you mean \"phases\"?", lines);
        Assert.Contains(lines, line => line.StartsWith("f.yaml:5: policy.raiseDelay", StringComparison.Ordinal));
        Assert.Contains("f.yaml:7: mqtt.pasword: unknown key; did you mean \"password\"?", lines);
        Assert.Equal("environment WALLBOX_MQTT__URI: unknown key; did you mean \"WALLBOX_MQTT__URL\"?", lines[^1]);
        Assert.DoesNotContain(lines, line => line.Contains("topsecret", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_Environment_WinsOverTheFile()
    {
        var environment = new Dictionary<string, string>
        {
            ["WALLBOX_MQTT__URL"] = "mqtts://broker",
            ["wallbox_inverter__ratedpower"] = "10 kW",
            ["WALLBOX_CHARGERS__0__URL"] = "tcp://192.0.2.9:5020",
            ["WALLBOX_CHARGERS__0__FAILSAFE__CURRENT"] = "8 A",
            ["WALLBOX_WEB"] = "null",
            ["PATH"] = "/bin",
        };
        var options = Load(Smallest, environment);
        Assert.Equal((new Uri("mqtts://broker:8883"), 10_000, new Uri("tcp://192.0.2.9:5020"), 8), (options.Mqtt.Url, options.Inverter.RatedPower.Value, options.Chargers[0].Url, options.Chargers[0].Failsafe.Current.Value));
        Assert.Null(options.Web);
    }

    [Fact]
    public void Load_EnvironmentAlone_IsEnough()
    {
        var environment = new Dictionary<string, string>
        {
            ["WALLBOX_INVERTER__FTP__PASSWORD"] = "hush",
            ["WALLBOX_CHARGERS__0__URL"] = "tcp://192.0.2.9",
        };
        var result = ConfigurationLoader.Load(null, environment, _files);
        Assert.Equal([], result.Faults.Select(fault => fault.ToString()));
        Assert.Equal("hush", result.Options!.Inverter.Ftp!.Password);
    }

    [Fact]
    public void Load_FileInItsUsualPlaces_InThatOrder()
    {
        _files.Contents["/etc/wallbox-mqtt/wallbox-mqtt.yaml"] = Smallest;
        Assert.Equal("/etc/wallbox-mqtt/wallbox-mqtt.yaml", ConfigurationLoader.Load(null, new Dictionary<string, string>(), _files).File);
        _files.Contents["wallbox-mqtt.yaml"] = Smallest;
        Assert.Equal("wallbox-mqtt.yaml", ConfigurationLoader.Load(null, new Dictionary<string, string>(), _files).File);
        Assert.Contains("no such file", ConfigurationLoader.Load("elsewhere.yaml", new Dictionary<string, string>(), _files).Faults.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PasswordFile_ItsFirstLineCounts()
    {
        _files.Contents["/run/secret"] = "top secret\r\nrest";
        Assert.Equal("top secret", Load(Complete("mqtt: { user: me, passwordFile: /run/secret }")).Mqtt.Password);
    }

    [Fact]
    public void Options_Printed_HideTheirPasswords()
    {
        var options = Load(Complete("mqtt: { user: me, password: topsecret }"));
        Assert.DoesNotContain("hush", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AnyMutationOfTheExample_GivesFaultsOrOptions()
    {
        var example = File.ReadAllText(Path.Combine(Repository.Root, "wallbox-mqtt.example.yaml"));
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var text = example.ToCharArray().ToList();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(4))
                {
                    case 0: text.RemoveAt(at); break;
                    case 1: text.Insert(at, Odd[random.Next(Odd.Length)]); break;
                    case 2: text[at] = (char)random.Next(1, 0x2FF); break;
                    default: text.RemoveRange(at, Math.Min(random.Next(60), text.Count - at)); break;
                }
            }

            _files.Contents["f.yaml"] = new string([.. text]);
            try
            {
                var result = ConfigurationLoader.Load("f.yaml", new Dictionary<string, string>(), _files);
                Assert.Equal(result.Options is null, !result.Faults.IsEmpty);
                if (result.Options is { } options)
                    Assert.True(options.Chargers.Sum(charger => charger.Failsafe.Current.Value) <= Setpoints.WholeAmperes(options.Grid.At(options.Grid.VoltageOr(null)), options.Grid.Phases, options.Grid.VoltageOr(null)));
            }
            catch (Exception thrown) when (thrown is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, input {i}: {thrown}\n{_files.Contents["f.yaml"]}");
            }
        }
    }

    private static string Complete(string yaml)
    {
        if (!yaml.Contains("inverter:", StringComparison.Ordinal))
            yaml += "\ninverter: { ftp: { password: hush } }";
        return yaml.Contains("chargers:", StringComparison.Ordinal) ? yaml : yaml + "\nchargers: [{ url: 'tcp://192.0.2.8' }]";
    }

    private WallboxOptions Load(string yaml, Dictionary<string, string>? environment = null)
    {
        _files.Contents["f.yaml"] = yaml;
        var result = ConfigurationLoader.Load("f.yaml", environment ?? [], _files);
        Assert.Equal([], result.Faults.Select(fault => fault.ToString()));
        return result.Options!;
    }
}
