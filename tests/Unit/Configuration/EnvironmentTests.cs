using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Devices.WatchedFile;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class EnvironmentTests
{
    [Fact]
    public void Environment_AllThatIsRequired_NeedsNoFile()
    {
        var environment = new Dictionary<string, string>
        {
            ["WALLBOX_INVERTER__FTP__PASSWORD"] = "geheim",
            ["WALLBOX_CHARGERS__0__URL"] = "tcp://192.0.2.8",
            ["PATH"] = "/bin",
            ["WALLBOXES"] = "others'",
        };
        var result = ConfigurationLoader.Load(null, environment, new FakeFiles());
        Assert.Empty(Yaml.Lines(result));
        Assert.Null(result.File);
        Assert.Equal("geheim", result.Options!.Inverter.Of(FtpModule.Instance)!.Password);
        Assert.Equal(new Uri("tcp://192.0.2.8:502"), result.Options.Chargers[0].Device.Unit!.Address.Url);
    }

    [Fact]
    public void Environment_NothingAtAll_SaysThatThereIsNoFile() => Assert.Equal(
        [
            "environment (there is no wallbox-mqtt.yaml): inverter: no source of readings; allowed: one or more of ftp, httpPush, solarApi, file, sunSpec",
            "environment (there is no wallbox-mqtt.yaml): chargers: missing; allowed: one or more, such as \"- url: tcp://192.0.2.8:502\"",
        ],
        Yaml.Lines(ConfigurationLoader.Load(null, new Dictionary<string, string>(), new FakeFiles())));

    [Fact]
    public void Environment_BesideTheFile_Wins()
    {
        var options = Yaml.Options(
            "mqtt: { url: mqtt://file, user: file }\ninverter: { ratedPower: 5 kW, file: {} }\nlcd: { spi: { offset: [1, 2] } }",
            null,
            ("WALLBOX_MQTT__URL", "mqtts://environment"),
            ("wallbox_inverter__ratedPower", "8 kW"),
            ("WALLBOX_INVERTER__MAXAGE", "1 min"),
            ("WALLBOX_LCD__SPI__OFFSET__1", "3"),
            ("WALLBOX_LCD__SPI__CHIPSELECT", "1"));
        Assert.Equal(new Uri("mqtts://environment:8883"), options.Mqtt.Url);
        Assert.Equal("file", options.Mqtt.User);
        Assert.Equal(new Watts(8000), options.Inverter.RatedPower);
        Assert.Equal(TimeSpan.FromMinutes(1), options.Inverter.MaxAge);
        Assert.Equal((1, 3), (options.Lcd.Spi!.OffsetX, options.Lcd.Spi.OffsetY));
        Assert.Equal(1, options.Lcd.Spi.ChipSelect);
    }

    [Fact]
    public void Environment_WholeSectionsAndLists_CanBeGiven()
    {
        var options = Yaml.Options(
            "inverter: { file: {}, ftp: { password: a } }",
            null,
            ("WALLBOX_WEB", "null"),
            ("WALLBOX_INVERTER__FTP", "~"),
            ("WALLBOX_INVERTER__FILE", "{}"),
            ("WALLBOX_MQTT__USER", ""),
            ("WALLBOX_LCD__SPI__OFFSET", "0,4"));
        Assert.Null(options.Web);
        Assert.Null(options.Inverter.Of(FtpModule.Instance));
        Assert.NotNull(options.Inverter.Of(WatchedFileModule.Instance));
        Assert.Null(options.Mqtt.User);
        Assert.Equal((0, 4), (options.Lcd.Spi!.OffsetX, options.Lcd.Spi.OffsetY));
    }

    [Fact]
    public void Environment_ItemBehindTheLast_ExtendsTheList()
    {
        var options = Yaml.Options(
            "chargers: [ { id: a, url: tcp://a, failsafe: { current: 6 } } ]",
            null,
            ("WALLBOX_CHARGERS__1__URL", "tcp://b"),
            ("WALLBOX_CHARGERS__1__ID", "b"),
            ("WALLBOX_CHARGERS__0__FAILSAFE__CURRENT", "0 A"));
        Assert.Equal(["a", "b"], options.Chargers.Select(c => c.Id));
        Assert.Equal([0d, 10d], options.Chargers.Select(c => c.Failsafe.Current.Value));
    }

    [Theory]
    [InlineData("WALLBOX_GRID__CAP", "5 A", "environment WALLBOX_GRID__CAP: grid.cap: \"5 A\" is 5 A, which is out of range; allowed: 6 A to 63 A a phase, or 4140 W to 43470 W in total")]
    [InlineData("WALLBOX_GRID__CAP", "", "environment WALLBOX_GRID__CAP: grid.cap: nothing given; allowed: 6 A to 63 A a phase, or 4140 W to 43470 W in total")]
    [InlineData("WALLBOX_GRID", "16 A", "environment WALLBOX_GRID: grid: a value instead of a section; allowed: keys and values")]
    [InlineData("WALLBOX_CHARGERS__0__FAILSAFE__CURRENT", "20 A", "environment WALLBOX_CHARGERS__0__FAILSAFE__CURRENT: chargers[0].failsafe.current: \"20 A\" is above the cap of 16 A; allowed: 0 A or 6 A to 16 A")]
    [InlineData("WALLBOX_CHARGERS__2__URL", "tcp://c", "environment WALLBOX_CHARGERS__2__URL: item 2 of a list that has 1; allowed: 0 to 1")]
    [InlineData("WALLBOX_CHARGERS__URL", "tcp://c", "environment WALLBOX_CHARGERS__URL: the number of the list's item is missing; allowed: 0 to 1 as the level before \"URL\"")]
    [InlineData("WALLBOX_MQTT__URI", "mqtt://a", "environment WALLBOX_MQTT__URI: unknown key; did you mean \"WALLBOX_MQTT__URL\"?")]
    [InlineData("WALLBOX_MQTT_URL", "mqtt://a", "environment WALLBOX_MQTT_URL: unknown key; did you mean \"WALLBOX_MQTT__URL\"?")]
    [InlineData("WALLBOX_MQT__URL", "mqtt://a", "environment WALLBOX_MQT__URL: unknown key; did you mean \"WALLBOX_MQTT__URL\"?")]
    [InlineData("WALLBOX_CHARGER__0__URL", "tcp://a", "environment WALLBOX_CHARGER__0__URL: unknown key; did you mean \"WALLBOX_CHARGERS__0__URL\"?")]
    [InlineData("WALLBOX_CHARGERS__0__UNITS", "1", "environment WALLBOX_CHARGERS__0__UNITS: unknown key; did you mean \"WALLBOX_CHARGERS__0__UNIT\"?")]
    [InlineData("WALLBOX_INVERTER__RATED_POWER", "1", "environment WALLBOX_INVERTER__RATED_POWER: unknown key; did you mean \"WALLBOX_INVERTER__RATEDPOWER\"?")]
    [InlineData("WALLBOX_INVERTER__MAX__AGE", "1", "environment WALLBOX_INVERTER__MAX__AGE: unknown key; did you mean \"WALLBOX_INVERTER__MAXAGE\"?")]
    [InlineData("WALLBOX_CONFIG", "a", "environment WALLBOX_CONFIG: unknown key")]
    [InlineData("WALLBOX_", "a", "environment WALLBOX_: unknown key")]
    [InlineData("WALLBOX_A__B__C__D__E__F__G__H__I", "a", "environment WALLBOX_A__B__C__D__E__F__G__H__I: unknown key")]
    [InlineData("WALLBOX_GRID__CAP\u001b[2J", "a", "environment WALLBOX_GRID__CAP...: unknown key")]
    public void Variable_NotAllowed_IsAFault(string name, string value, string line)
    {
        Assert.Equal([line], Yaml.Faults("", null, (name, value)));
    }

    [Fact]
    public void Variable_TwiceInDifferentCase_IsAFault() => Assert.Equal(
        ["environment wallbox_grid__cap: the same as WALLBOX_GRID__CAP; allowed: each variable once"],
        Yaml.Faults("", null, ("WALLBOX_GRID__CAP", "16"), ("wallbox_grid__cap", "17")));

    [Fact]
    public void Variable_TooLong_IsAFault() => Assert.Equal(
        ["environment WALLBOX_MQTT__USER: the value is too long; allowed: 4096 characters"],
        Yaml.Faults("", null, ("WALLBOX_MQTT__USER", new string('a', 5000))));

    [Fact]
    public void Faults_OfFileAndEnvironment_ComeAtOnceInOrder() => Assert.Equal(
        [
            "wallbox-mqtt.yaml:2: grid.kap: unknown key; did you mean \"cap\"?",
            "wallbox-mqtt.yaml:3: grid.phases: \"4\" is out of range; allowed: 1 to 3",
            "wallbox-mqtt.yaml:4: MQTT: unknown key; did you mean \"mqtt\"?",
            "wallbox-mqtt.yaml:4: mqtt.url: \"a\" is not a URL; allowed: mqtt://host:port, or mqtts://host:port for TLS; user and password have keys of their own",
            "wallbox-mqtt.yaml:5: web.listen: nothing given; allowed: address:port such as 0.0.0.0:2121, [::]:2121 or :2121; port 0 takes any free one",
            "environment WALLBOX_POLICY__MODE: policy.mode: \"max\" is not a mode; allowed: pv-boost, fixed, off",
            "environment WALLBOX_MQTT__URI: unknown key; did you mean \"WALLBOX_MQTT__URL\"?",
        ],
        Yaml.Faults(
            "grid:\n  kap: 16 A\n  phases: 4\nMQTT: { url: a }\nweb: { listen: }",
            null,
            ("WALLBOX_POLICY__MODE", "max"),
            ("WALLBOX_MQTT__URI", "mqtt://a")));

    [Theory]
    [InlineData("WALLBOX_CHARGE__FAIL\u0007__CURRENT")]
    [InlineData("WALLBOX_CHARGERS__0\u001F_FAILSAFE__CURRENT")]
    [InlineData("WALLBOX_GRID__X\n", "wallbox_grid__x\n")]
    public void Name_ThatCannotBePrinted_IsNotShown(params string[] names)
    {
        var lines = Yaml.Faults("grid: {}", null, [.. names.Select(name => (name, "6"))]);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
    }
}
