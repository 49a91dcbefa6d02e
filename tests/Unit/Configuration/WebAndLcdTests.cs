using System.Globalization;
using System.Net;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Devices.HttpPush;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class WebAndLcdTests
{
    [Theory]
    [InlineData("", "127.0.0.1:8080")]
    [InlineData("web:", "127.0.0.1:8080")]
    [InlineData("web: {}", "127.0.0.1:8080")]
    [InlineData("web: { listen: \":80\" }", "0.0.0.0:80")]
    [InlineData("web: null", null)]
    [InlineData("web: ~", null)]
    public void Web_WrittenOrNot_Listens(string yaml, string? endPoint) =>
        Assert.Equal(endPoint is null ? null : IPEndPoint.Parse(endPoint), Yaml.Options(yaml).Web?.Listen);

    [Theory]
    [InlineData("", null)]
    [InlineData("web: { listen: \":80\" }", null)]
    [InlineData("web: { listen: \"[::]:80\" }", null)]
    [InlineData("web: { listen: \"192.0.2.9:0\" }", null)]
    [InlineData("web: { listen: \"192.0.2.9:8080\" }", "http://192.0.2.9:8080/")]
    [InlineData("web: { url: \"http://wallbox.local:8080\" }", "http://wallbox.local:8080/")]
    [InlineData("web: { url: \"https://home.example/wallbox/\" }", "https://home.example/wallbox/")]
    [InlineData("web: null", null)]
    public void Web_Reached_IsToldToHomeAssistant(string yaml, string? url)
    {
        var options = Yaml.Options(yaml);
        Assert.Equal(url, options.Mqtt.Discovery.PageUrl?.AbsoluteUri);
        Assert.Equal(url, options.Web?.ReachedAt?.AbsoluteUri);
    }

    [Theory]
    [InlineData("web: off\n", "web: a value instead of a section; allowed: keys and values")]
    [InlineData("web: { url: \"ftp://a\" }", "web.url: \"ftp://a\" has another scheme; allowed: http://host:port or https://host/path")]
    [InlineData("web: { url: \"http://me:pw@a\" }", "web.url: \"http://***@a\" must not hold a user or password; allowed: http://host:port or https://host/path")]
    [InlineData("web: { listen: 8080 }\n", "web.listen: \"8080\" has no port; allowed: address:port such as 0.0.0.0:2121, [::]:2121 or :2121; port 0 takes any free one")]
    [InlineData("web: null\ninverter: { httpPush: {} }", "web: null, but inverter.httpPush needs its listener; allowed: a web section, or inverter.httpPush.listen")]
    [InlineData("inverter: { httpPush: { listen: \":8080\" } }", "inverter: httpPush.listen has port 8080, as web.listen has; allowed: a port of its own, or no httpPush.listen")]
    [InlineData("inverter: { httpPush: { listen: \":2121\" }, ftp: { password: a } }", "inverter: httpPush.listen has port 2121, as inverter.ftp does; allowed: a port of its own")]
    [InlineData("inverter: { httpPush: { listen: \":50001\" }, ftp: { password: a } }", "inverter: httpPush.listen has port 50001, which is one of inverter.ftp.passivePorts; allowed: a port of its own")]
    [InlineData("web: { listen: \"127.0.0.1:2121\" }\ninverter: { ftp: { password: a } }", "web: listens on port 2121, as inverter.ftp does; allowed: a port of its own")]
    [InlineData("web: { listen: \":50003\" }\ninverter: { ftp: { password: a } }", "web: listens on port 50003, which is one of inverter.ftp.passivePorts; allowed: a port of its own")]
    public void Web_NotAllowed_IsAFault(string yaml, string line) => Assert.Equal([$"wallbox-mqtt.yaml:1: {line}"], Yaml.Faults(yaml));

    [Fact]
    public void HttpPush_OnALoopbackListener_IsAWarning()
    {
        Assert.Contains("no inverter reaches inverter.httpPush", Assert.Single(Yaml.Load(Yaml.Complete("inverter: { httpPush: {} }")).Warnings), StringComparison.Ordinal);
        Assert.Empty(Yaml.Load(Yaml.Complete("inverter: { httpPush: {} }\nweb: { listen: \":8080\" }")).Warnings);
        Assert.Empty(Yaml.Load(Yaml.Complete("inverter: { httpPush: { listen: \":8081\" } }")).Warnings);
    }

    [Fact]
    public void HttpPush_OnAListenerOfItsOwn_NeedsNoPage()
    {
        var options = Yaml.Options("web: null\ninverter: { httpPush: { listen: \"0.0.0.0:8081\", secret: open-sesame } }");
        var push = options.Inverter.Of(HttpPushModule.Instance)!;
        Assert.Equal((IPEndPoint.Parse("0.0.0.0:8081"), "open-sesame"), (push.Listen!, push.Secret));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("lcd:", false)]
    [InlineData("lcd: null", false)]
    [InlineData("lcd: { device: none }", false)]
    [InlineData("lcd: { device: none, spi: {} }", false)]
    [InlineData("lcd: { spi: null }", false)]
    [InlineData("lcd: { device: spi }", true)]
    [InlineData("lcd: { device: SPI, spi: null }", true)]
    [InlineData("lcd: { spi: {} }", true)]
    [InlineData("lcd: { spi: }", true)]
    public void Lcd_WrittenOrNot_HasAPanel(string yaml, bool panel) =>
        Assert.Equal(panel ? new LcdSpiOptions() : null, Yaml.Options(yaml).Lcd.Spi);

    [Fact]
    public void LcdSpi_AllKeys_AreRead() => Assert.Equal(
        new LcdSpiOptions
        {
            Bus = 1,
            ChipSelect = 2,
            DataCommand = 5,
            Reset = 6,
            Backlight = 13,
            ClockHz = 9_600_000,
            OffsetX = 2,
            OffsetY = 4,
            Rotation = 270,
            BlueFirst = true,
            Inverted = true,
            BacklightPwm = true,
        },
        Yaml.Options("lcd: { spi: { bus: 1, chipSelect: 2, dc: 5, reset: 6, backlight: 13, clock: 9600 kHz, offset: [2, 4], rotation: 270, colourOrder: bgr, inverted: true, backlightPwm: true } }").Lcd.Spi);

    [Theory]
    [InlineData("dc: 28", "lcd.spi.dc: \"28\" is out of range; allowed: 0 to 27")]
    [InlineData("reset: GPIO27", "lcd.spi.reset: \"GPIO27\" is not a whole number; allowed: 0 to 27")]
    [InlineData("dc: 27", "lcd.spi: dc, reset and backlight are on pins 27, 27, 18; allowed: a pin of its own for each")]
    [InlineData("clock: 15", "lcd.spi.clock: \"15\" is out of range; allowed: 1 MHz to 32 MHz")]
    [InlineData("clock: 33 MHz", "lcd.spi.clock: \"33 MHz\" is out of range; allowed: 1 MHz to 32 MHz")]
    [InlineData("clock: 15 V", "lcd.spi.clock: \"15 V\" is not a frequency; allowed: 1 MHz to 32 MHz")]
    [InlineData("offset: [1]", "lcd.spi.offset: \"[1]\" is not a pair of whole numbers; allowed: [0 to 2, 0 to 4]")]
    [InlineData("offset: [3, 0]", "lcd.spi.offset: \"[3, 0]\" is out of range; allowed: [0 to 2, 0 to 4]")]
    [InlineData("offset: [[1], 2]", "lcd.spi.offset: a list instead of a value; allowed: [0 to 2, 0 to 4]")]
    [InlineData("rotation: 180", "lcd.spi.rotation: \"180\" is none of these; allowed: 90 or 270")]
    [InlineData("colourOrder: red", "lcd.spi.colourOrder: \"red\" is none of these; allowed: rgb or bgr")]
    [InlineData("chipSelect: -1", "lcd.spi.chipSelect: \"-1\" is out of range; allowed: 0 to 2")]
    public void LcdSpi_NotAllowed_IsAFault(string key, string line) =>
        Assert.Equal([$"wallbox-mqtt.yaml:1: {line}"], Yaml.Faults($"lcd: {{ spi: {{ {key} }} }}"));

    [Theory]
    [InlineData("{}", "22:00", "06:00", 0.2)]
    [InlineData("{ from: '21:30', to: '5:15', brightness: 0 % }", "21:30", "05:15", 0)]
    [InlineData("{ brightness: 100 }", "22:00", "06:00", 1)]
    public void LcdNight_Written_IsRead(string night, string from, string to, double brightness) =>
        Assert.Equal(
            new NightOptions(TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture), brightness),
            Yaml.Options($"lcd: {{ night: {night} }}").Lcd.Night);

    [Theory]
    [InlineData("{}", false)]
    [InlineData("{ language: en }", false)]
    [InlineData("{ language: DE }", true)]
    public void LcdLanguage_Written_IsRead(string lcd, bool german) => Assert.Equal(german, Yaml.Options($"lcd: {lcd}").Lcd.German);

    [Fact]
    public void LcdLanguage_NotAllowed_IsAFault() =>
        Assert.Equal(["wallbox-mqtt.yaml:1: lcd.language: \"fr\" is none of these; allowed: en or de"], Yaml.Faults("lcd: { language: fr }"));

    [Theory]
    [InlineData("from: late", "lcd.night.from: \"late\" is not a time; allowed: a time such as 22:00")]
    [InlineData("brightness: 120 %", "lcd.night.brightness: \"120 %\" is not a share; allowed: 0 % to 100 %")]
    [InlineData("to: '22:00'", "lcd.night: from and to are the same; allowed: two times")]
    public void LcdNight_NotAllowed_IsAFault(string key, string line) =>
        Assert.Equal([$"wallbox-mqtt.yaml:1: {line}"], Yaml.Faults($"lcd: {{ night: {{ {key} }} }}"));

    [Theory]
    [InlineData("web: { passwordHash: secret }", "web.passwordHash: the value is not a password's hash; allowed: the line that \"wallbox-mqtt password\" prints, pbkdf2$sha256$600000$...")]
    [InlineData("web: { token: short }", "web.token: the value is too short; allowed: 20 to 256 letters, digits and -._~+/=")]
    [InlineData("web: { token: 'with space with space with space' }", "web.token: the value has other characters; allowed: 20 to 256 letters, digits and -._~+/=")]
    [InlineData("web: { protectReading: true }", "web.protectReading: true, but there is neither password nor token; allowed: web.passwordHash or web.token beside it")]
    [InlineData("web: { hosts: ['http://a'] }", "web.hosts: \"[http://a]\" has an item that is none; allowed: names such as [wallbox.example.org], without scheme and port")]
    [InlineData("web: { frameAncestors: ['*'] }", "web.frameAncestors: \"[*]\" has an item that is none; allowed: origins such as [http://homeassistant.local:8123]")]
    public void WebAccess_NotAllowed_IsAFault(string yaml, string line) => Assert.Equal([$"wallbox-mqtt.yaml:1: {line}"], Yaml.Faults(yaml));

    [Fact]
    public void WebAccess_AllKeys_AreRead()
    {
        var web = Yaml.Options(
            "web: { token: 0123456789abcdefghij, protectReading: true, hosts: [a.example.org, b], frameAncestors: ['http://homeassistant.local:8123'] }").Web!;
        Assert.Equal(("0123456789abcdefghij", true), (web.Token, web.ProtectReading));
        Assert.Equal(["a.example.org", "b"], web.Hosts);
        Assert.Equal(["http://homeassistant.local:8123"], web.FrameAncestors);
    }

    [Fact]
    public void LcdDevice_Unknown_IsAFault() =>
        Assert.Equal(["wallbox-mqtt.yaml:1: lcd.device: \"hdmi\" is none of these; allowed: none or spi"], Yaml.Faults("lcd: { device: hdmi }"));

    [Fact]
    public void Policy_AllKeys_AreRead() => Assert.Equal(
        new PolicyOptions { Mode = ChargingMode.Off, RaiseDelay = TimeSpan.Zero },
        Yaml.Options("policy: { mode: off, raiseDelay: 0 }").Policy);

    [Theory]
    [InlineData("policy: { mode: fast }", "policy.mode: \"fast\" is not a mode; allowed: pv-boost, fixed, off")]
    [InlineData("policy: { raiseDelay: 601 s }", "policy.raiseDelay: \"601 s\" is out of range; allowed: 0 s to 600 s")]
    [InlineData("stateDirectory: state", "stateDirectory: \"state\" does not begin with /; allowed: an absolute path such as /var/lib/wallbox-mqtt")]
    [InlineData("stateDirectory: /", "stateDirectory: \"/\" has empty, . or .. levels; allowed: an absolute path such as /var/lib/wallbox-mqtt")]
    public void Rest_NotAllowed_IsAFault(string yaml, string line) => Assert.Equal([$"wallbox-mqtt.yaml:1: {line}"], Yaml.Faults(yaml));

    [Fact]
    public void StateDirectory_SlashAtItsEnd_DoesNotMatter() =>
        Assert.Equal("/srv/state", Yaml.Options("stateDirectory: /srv/state/").StateDirectory);
}
