using WallboxMqtt.Balancer.Units;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class ChargersTests
{
    private const string Url = "tcp://host:port, rtu+tcp://host:port, or rtu:///dev/ttyUSB0?baud=9600&parity=none&stopBits=1";
    private const string Current = "0 A, or whole amperes from 6 A to 32 A";

    [Fact]
    public void Charger_UrlAlone_HasTheDefaults()
    {
        var charger = Assert.Single(Yaml.Options("chargers:\n- url: tcp://192.0.2.8").Chargers);
        Assert.Equal("charger", charger.Id);
        Assert.Equal(new Uri("tcp://192.0.2.8:502"), charger.Device.Unit!.Address.Url);
        Assert.Equal(502, charger.Device.Unit!.Address.Url.Port);
        Assert.Equal(255, charger.Device.Unit!.Unit);
        Assert.Equal(TimeSpan.FromSeconds(1), charger.Poll);
        Assert.Equal(new Amperes(10), charger.Failsafe.Current);
        Assert.Equal(TimeSpan.FromSeconds(20), charger.Failsafe.Timeout);
        Assert.True(charger.Failsafe.Write);
    }

    [Theory]
    [InlineData("", 1, 2, 3)]
    [InlineData(", phaseOrder: [2, 3, 1]", 2, 3, 1)]
    public void PhaseOrder_Allowed_IsRead(string key, int l1, int l2, int l3) => Assert.Equal(
        new PhaseValues<int>(l1, l2, l3), Assert.Single(Yaml.Options($"chargers: [{{ url: tcp://h{key} }}]").Chargers).PhaseOrder);

    [Theory]
    [InlineData("[1, 2]", "\"[1, 2]\" is not a list of three whole numbers")]
    [InlineData("[1, 1, 3]", "\"[1, 1, 3]\" does not name each phase once")]
    [InlineData("[0, 1, 2]", "\"[0, 1, 2]\" does not name each phase once")]
    public void PhaseOrder_NotAllowed_IsAFault(string order, string found) => Assert.Equal(
        [$"wallbox-mqtt.yaml:1: chargers[0].phaseOrder: {found}; allowed: [1, 2, 3] in any order"], Yaml.Faults($"chargers: [{{ url: tcp://h, phaseOrder: {order} }}]"));

    [Theory]
    [InlineData("tcp://wallbox.lan:1502", "tcp://wallbox.lan:1502/")]
    [InlineData("tcp://[fd00::8]", "tcp://[fd00::8]:502/")]
    [InlineData("tcp://192.0.2.8/", "tcp://192.0.2.8:502/")]
    [InlineData("rtu:///dev/ttyUSB0", "rtu:///dev/ttyUSB0?baud=9600&parity=none&stopBits=1")]
    [InlineData("rtu+tcp://converter:8899", "rtu+tcp://converter:8899/")]
    [InlineData("RTU+TCP://converter", "rtu+tcp://converter:502/")]
    [InlineData("rtu:///dev/serial/by-id/usb-A_B?parity=EVEN&baud=19200", "rtu:///dev/serial/by-id/usb-A_B?baud=19200&parity=even&stopBits=1")]
    [InlineData("rtu:///dev/ttyS0?stopbits=2", "rtu:///dev/ttyS0?baud=9600&parity=none&stopBits=2")]
    public void Url_Allowed_IsReadAndCompleted(string text, string url) =>
        Assert.Equal(url, Yaml.Options($"chargers: [ {{ url: \"{text}\" }} ]").Chargers[0].Device.Unit!.Address.Url.AbsoluteUri);

    [Theory]
    [InlineData("tcp://[fe80::1%eth0]", "fe80::1%eth0", 502)]
    [InlineData("tcp://[fe80::1%3]:1502", "fe80::1%3", 1502)]
    [InlineData("rtu+tcp://[fe80::1%25br-lan.2]:26", "fe80::1%br-lan.2", 26)]
    public void Url_WithAZone_KeepsIt(string text, string host, int port)
    {
        var options = Yaml.Options($"chargers: [ {{ url: \"{text}\" }} ]\nmqtt: {{ url: \"mqtt://[fe80::2%eth0]\" }}");
        Assert.Equal((host, port, "fe80::2%eth0"), (options.Chargers[0].Device.Unit!.Address.Url.DnsSafeHost, options.Chargers[0].Device.Unit!.Address.Url.Port, options.Mqtt.Url.DnsSafeHost));
    }

    [Theory]
    [InlineData("192.0.2.8:502", "is not a URL")]
    [InlineData("http://192.0.2.8", "has another scheme")]
    [InlineData("tcp://", "has no valid host")]
    [InlineData("tcp://192.0.2.300", "has no valid host")]
    [InlineData("tcp://host:0", "has port 0")]
    [InlineData("tcp://host:70000", "is not a URL")]
    [InlineData("tcp://host:502/1", "has something after the port")]
    [InlineData("rtu://dev/ttyUSB0", "has a host: write three slashes, rtu:///dev...")]
    [InlineData("rtu:///", "names no device such as /dev/ttyUSB0")]
    [InlineData("rtu:///dev/ttyUSB0?baud=fast", "has a baud that is not within 1200 to 921600")]
    [InlineData("rtu:///dev/ttyUSB0?parity=mark", "has a parity that is not none, even or odd")]
    [InlineData("rtu:///dev/ttyUSB0?stopBits=3", "has stopBits that are not 1 or 2")]
    [InlineData("rtu:///dev/ttyUSB0?dataBits=7", "has a setting that is not baud, parity or stopBits")]
    [InlineData("rtu:///dev/ttyUSB0?baud", "has a setting that is not baud, parity or stopBits=..., or has one twice")]
    public void Url_NotAllowed_IsAFault(string text, string complaint) => Assert.Equal(
        [$"wallbox-mqtt.yaml:2: chargers[0].url: \"{text}\" {complaint}; allowed: {Url}"],
        Yaml.Faults($"chargers:\n- url: \"{text}\""));

    [Theory]
    [InlineData("unit: 0", "unit: \"0\" is out of range; allowed: 1 to 255")]
    [InlineData("unit: 256", "unit: \"256\" is out of range; allowed: 1 to 255")]
    [InlineData("poll: 100 ms", "poll: \"100 ms\" is out of range; allowed: 0.2 s to 5 s")]
    [InlineData("id: Garage", "id: \"Garage\" has characters that an id must not have; allowed: 1 to 32 of a-z, 0-9, _ and -; not status, mode, limit, command, state, inverter, balancer")]
    [InlineData("id: balancer", "id: \"balancer\" is reserved; allowed: 1 to 32 of a-z, 0-9, _ and -; not status, mode, limit, command, state, inverter, balancer")]
    [InlineData("failsafe: { current: 5 A }", "failsafe.current: \"5 A\" is out of range; allowed: " + Current)]
    [InlineData("failsafe: { current: 33 }", "failsafe.current: \"33\" is out of range; allowed: " + Current)]
    [InlineData("failsafe: { current: 10.5 A }", "failsafe.current: \"10.5 A\" is not a whole number of amperes; allowed: " + Current)]
    [InlineData("failsafe: { current: 10 V }", "failsafe.current: \"10 V\" is not a current; allowed: " + Current)]
    [InlineData("failsafe: { current: 20 A }", "failsafe.current: \"20 A\" is above the cap of 16 A; allowed: 0 A or 6 A to 16 A")]
    [InlineData("failsafe: { timeout: 5 s }", "failsafe.timeout: \"5 s\" is out of range; allowed: whole seconds, 6 s to 600 s")]
    [InlineData("failsafe: { timeout: 6.5 s }", "failsafe.timeout: \"6.5 s\" is not a whole number of seconds; allowed: whole seconds, 6 s to 600 s")]
    [InlineData("failsafe: { write: maybe }", "failsafe.write: \"maybe\" is none of these; allowed: true or false")]
    public void Charger_NotAllowed_IsAFault(string key, string line) => Assert.Equal(
        [$"wallbox-mqtt.yaml:3: chargers[0].{line}"],
        Yaml.Faults($"chargers:\n- url: tcp://a\n  {key}"));

    [Theory]
    [InlineData("chargers:", "chargers: missing; allowed: one or more, such as \"- url: tcp://192.0.2.8:502\"")]
    [InlineData("chargers: []", "chargers: no charger; allowed: one or more, such as \"- url: tcp://192.0.2.8:502\"")]
    [InlineData("chargers: { url: tcp://a }", "chargers: not a list; allowed: items that begin with \"- \"")]
    [InlineData("chargers: [ {} ]", "chargers[0].url: missing; allowed: " + Url)]
    [InlineData("chargers: [ { url: tcp://a, id: b }, { url: tcp://c, id: b } ]", "chargers[1].id: \"b\" is also the id of chargers[0]; allowed: a different id for each charger")]
    public void Chargers_NotAllowed_AreAFault(string yaml, string line) => Assert.Contains($"wallbox-mqtt.yaml:1: {line}", Yaml.Faults(yaml));

    [Theory]
    [InlineData("/dev/ttyUSB0", 2, null)]
    [InlineData("/dev/ttyUSB1?baud=19200", 1, null)]
    [InlineData("/dev/ttyUSB0?baud=19200", 2, "wallbox-mqtt.yaml:3: chargers[1].url: /dev/ttyUSB0 has other settings in chargers[0].url; allowed: on one line the same as there: rtu:///dev/ttyUSB0?baud=9600&parity=none&stopBits=1")]
    [InlineData("/dev/ttyUSB0?baud=9600", 1, "wallbox-mqtt.yaml:3: chargers[1].unit: 1 is also the unit of chargers[0] on /dev/ttyUSB0; allowed: a different unit for each device on a line")]
    public void Chargers_OnOneLine_HaveItsSettingsAndTheirOwnUnits(string device, int unit, string? fault) => Assert.Equal(
        fault is null ? [] : [fault],
        Yaml.Load(Yaml.Complete($"chargers:\n- {{ id: a, url: 'rtu:///dev/ttyUSB0', unit: 1, failsafe: {{ current: 6 }} }}\n- {{ id: b, url: 'rtu://{device}', unit: {unit}, failsafe: {{ current: 6 }} }}")).Faults.Select(found => found.ToString()));

    [Theory]
    [InlineData("converter:502", 1, false)]
    [InlineData("Converter", 1, false)]
    [InlineData("converter", 2, true)]
    [InlineData("converter:503", 1, true)]
    public void Chargers_BehindOneConverter_HaveTheirOwnUnits(string host, int unit, bool allowed) => Assert.Equal(
        allowed ? [] : ["wallbox-mqtt.yaml:3: chargers[1].unit: 1 is also the unit of chargers[0] on rtu+tcp://converter:502; allowed: a different unit for each device on a line"],
        Yaml.Load(Yaml.Complete($"chargers:\n- {{ id: a, url: 'rtu+tcp://converter', unit: 1, failsafe: {{ current: 6 }} }}\n- {{ id: b, url: 'rtu+tcp://{host}', unit: {unit}, failsafe: {{ current: 6 }} }}")).Faults.Select(found => found.ToString()));

    [Fact]
    public void Chargers_TwoWithoutIds_NeedIds() => Assert.Equal(
        ["wallbox-mqtt.yaml:2: chargers[0].id: missing", "wallbox-mqtt.yaml:3: chargers[1].id: missing"],
        Yaml.Faults("chargers:\n- { url: tcp://a, failsafe: { current: 6 } }\n- { url: tcp://b, failsafe: { current: 6 } }").Select(f => f.Split(';')[0]));

    [Theory]
    [InlineData("cap: 16 A", 16, null)]
    [InlineData("cap: 16 A", 17, "\"17 A\" is above the cap of 16 A; allowed: 0 A or 6 A to 16 A")]
    [InlineData("cap: 20.9 A", 21, "\"21 A\" is above the cap of 20.9 A; allowed: 0 A or 6 A to 20 A")]
    [InlineData("cap: 6 A", 10, "\"10 A\" is above the cap of 6 A; allowed: 0 A or 6 A")]
    [InlineData("cap: 6 A", 0, null)]
    [InlineData("cap: 6900 W", 10, null)]
    [InlineData("cap: 6899 W", 10, "\"10 A\" is above the cap of 6899 W (9 A on 3 phases); allowed: 0 A or 6 A to 9 A")]
    [InlineData("cap: 4600 W, phases: 1", 20, null)]
    [InlineData("cap: 4600 W, phases: 1, voltage: 240", 20, "\"20 A\" is above the cap of 4600 W (19 A on 1 phases); allowed: 0 A or 6 A to 19 A")]
    [InlineData("cap: 7590 W, voltage: measured", 10, null)]
    public void Failsafe_OfOneCharger_StaysWithinTheCap(string grid, int amperes, string? found)
    {
        string[] expected = found is null ? [] : [$"wallbox-mqtt.yaml:2: chargers[0].failsafe.current: {found}"];
        Assert.Equal(expected, Yaml.Faults($"grid: {{ {grid} }}\nchargers: [ {{ url: tcp://a, failsafe: {{ current: {amperes} A }} }} ]"));
    }

    [Fact]
    public void Failsafe_DefaultAboveASmallCap_IsSaidToBeTheDefault() => Assert.Equal(
        ["wallbox-mqtt.yaml:2: chargers[0].failsafe.current: 10 A (the default) is above the cap of 8 A; allowed: 0 A or 6 A to 8 A"],
        Yaml.Faults("grid: { cap: 8 A }\nchargers: [ { url: tcp://a } ]"));

    [Fact]
    public void Failsafe_OfAllChargersTogether_StaysWithinTheCap()
    {
        const string two = "chargers:\n- { id: a, url: tcp://a, failsafe: { current: 8 A } }\n- { id: b, url: tcp://b, failsafe: { current: NUMBER } }";
        Assert.Equal(2, Yaml.Options(two.Replace("NUMBER", "8 A", StringComparison.Ordinal)).Chargers.Length);
        Assert.Equal(
            ["wallbox-mqtt.yaml:2: chargers: the failsafe currents 8 A + 9 A = 17 A are above the cap of 16 A; allowed: failsafe.current of all chargers together up to 16 A"],
            Yaml.Faults(two.Replace("NUMBER", "9 A", StringComparison.Ordinal)));
    }

    [Fact]
    public void Failsafe_BesideAnUnreadableCap_IsNotJudged() =>
        Assert.Single(Yaml.Faults("grid: { cap: lots }\nchargers: [ { url: tcp://a, failsafe: { current: 32 A } } ]"));

    [Fact]
    public void Poll_SlowerThanTheWatchdog_IsAWarning()
    {
        var result = Yaml.Load(Yaml.Complete("chargers: [ { url: tcp://a, poll: 2 s, failsafe: { timeout: 6 s } } ]"));
        Assert.True(result.Succeeded);
        Assert.Contains("chargers[0].poll: 2 s is more than a quarter", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
