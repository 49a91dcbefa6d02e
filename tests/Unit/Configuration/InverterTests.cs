using System.Net;
using WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;
using WallboxMqtt.Balancer.Inverters.SunSpec;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Devices.HttpPush;
using WallboxMqtt.Bridge.Devices.SolarApi;
using WallboxMqtt.Bridge.Devices.SunSpec;
using WallboxMqtt.Bridge.Devices.WatchedFile;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class InverterTests
{
    private const string Units = "1 to 247, or up to 9 different ones such as [1, 2]";
    private const string Sources = "one or more of ftp, httpPush, solarApi, file, sunSpec";
    private const string Time = "is out of range; allowed: 1 s to 600 s";
    private const string Listen = "address:port such as 0.0.0.0:2121, [::]:2121 or :2121; port 0 takes any free one";
    private const string Ports = "first-last within 1024 to 65535, a single port, or any";
    private const string Absolute = "an absolute path such as /home/fronius/push/powerFlow.json";
    private const string Modbus = "tcp://host:port, rtu+tcp://host:port, or rtu:///dev/ttyUSB0?baud=9600&parity=none&stopBits=1";

    [Theory]
    [InlineData("inverter:", "inverter: no source of readings; allowed: " + Sources)]
    [InlineData("inverter: {}", "inverter: no source of readings; allowed: " + Sources)]
    [InlineData("inverter: { ftp: null, file: ~ }", "inverter: no source of readings; allowed: " + Sources)]
    [InlineData("inverter: { file: {}, ratedPower: 0 }", "inverter.ratedPower: \"0\" is out of range; allowed: more than 0 W, up to 100000 W")]
    [InlineData("inverter: { file: {}, ratedPower: 101 kW }", "inverter.ratedPower: \"101 kW\" is out of range; allowed: more than 0 W, up to 100000 W")]
    [InlineData("inverter: { file: {}, ratedPower: 9 kWh }", "inverter.ratedPower: \"9 kWh\" is not a power; allowed: more than 0 W, up to 100000 W")]
    [InlineData("inverter: { file: {}, maxAge: 0.9 s }", "inverter.maxAge: \"0.9 s\" " + Time)]
    [InlineData("inverter: { file: {}, maxAge: 11 min }", "inverter.maxAge: \"11 min\" " + Time)]
    [InlineData("inverter: { file: {}, maxAge: -5 s }", "inverter.maxAge: \"-5 s\" " + Time)]
    [InlineData("inverter: { file: {}, maxAge: soon }", "inverter.maxAge: \"soon\" is not a time; allowed: 1 s to 600 s")]
    [InlineData("inverter: { file: { path: push.json } }", "inverter.file.path: \"push.json\" does not begin with /; allowed: " + Absolute)]
    [InlineData("inverter: { file: { path: /a/../b } }", "inverter.file.path: \"/a/../b\" has empty, . or .. levels; allowed: " + Absolute)]
    [InlineData("inverter: { file: /a/b }", "inverter.file: a value instead of a section; allowed: keys and values")]
    [InlineData("inverter: { ftp: {} }", "inverter.ftp.password: missing; allowed: 1 to 256 characters in one line")]
    [InlineData("inverter: { ftp: { password: } }", "inverter.ftp.password: missing; allowed: 1 to 256 characters in one line")]
    [InlineData("inverter: { ftp: { password: \"\" } }", "inverter.ftp.password: the value is empty; allowed: 1 to 256 characters in one line")]
    [InlineData("inverter: { ftp: { password: a, listen: 2121 } }", "inverter.ftp.listen: \"2121\" has no port; allowed: " + Listen)]
    [InlineData("inverter: { ftp: { password: a, listen: \"1.2.3:21\" } }", "inverter.ftp.listen: \"1.2.3:21\" has no IP address before the port; allowed: " + Listen)]
    [InlineData("inverter: { ftp: { password: a, listen: \"::1:21\" } }", "inverter.ftp.listen: \"::1:21\" has no IP address before the port; allowed: " + Listen)]
    [InlineData("inverter: { ftp: { password: a, listen: \":65536\" } }", "inverter.ftp.listen: \":65536\" has no port from 0 to 65535; allowed: " + Listen)]
    [InlineData("inverter: { ftp: { password: a, passivePorts: 80-90 } }", "inverter.ftp.passivePorts: \"80-90\" is out of range; allowed: " + Ports)]
    [InlineData("inverter: { ftp: { password: a, passivePorts: 5009-5000 } }", "inverter.ftp.passivePorts: \"5009-5000\" ends before it begins; allowed: " + Ports)]
    [InlineData("inverter: { ftp: { password: a, passivePorts: 1-2-3 } }", "inverter.ftp.passivePorts: \"1-2-3\" is not a range of ports; allowed: " + Ports)]
    [InlineData("inverter: { ftp: { password: a, passivePorts: 2000-3000 } }", "inverter.ftp.passivePorts: the ports 2000-3000 include 2121, which listen has; allowed: " + Ports)]
    [InlineData("inverter: { ftp: { password: a, advertise: router } }", "inverter.ftp.advertise: \"router\" is not an IP address; allowed: an IP address, or null")]
    [InlineData("inverter: { ftp: { password: a, user: \"\" } }", "inverter.ftp.user: \"\" is empty; allowed: 1 to 64 printable characters")]
    [InlineData("inverter: { solarApi: {} }", "inverter.solarApi.url: missing; allowed: http://host or https://host")]
    [InlineData("inverter: { solarApi: { url: ftp://a } }", "inverter.solarApi.url: \"ftp://a\" has another scheme; allowed: http://host or https://host")]
    [InlineData("inverter: { solarApi: { url: 192.0.2.7 } }", "inverter.solarApi.url: \"192.0.2.7\" is not a URL; allowed: http://host or https://host")]
    [InlineData("inverter: { solarApi: { url: http://a/solar_api } }", "inverter.solarApi.url: \"http://a/solar_api\" has something after the port; allowed: http://host or https://host")]
    [InlineData("inverter: { solarApi: { url: http://a, interval: 3.9 s } }", "inverter.solarApi.interval: \"3.9 s\" is out of range; allowed: 4 s to 300 s")]
    [InlineData("inverter: { sunSpec: }", "inverter.sunSpec.url: missing; allowed: " + Modbus)]
    [InlineData("inverter: { sunSpec: { url: tcp://a, unit: 248 } }", "inverter.sunSpec.unit: \"248\" is out of range; allowed: " + Units)]
    [InlineData("inverter: { sunSpec: { url: tcp://a, unit: [1, 2, 1] } }", "inverter.sunSpec.unit: \"[1, 2, 1]\" has 1 twice; allowed: " + Units)]
    [InlineData("inverter: { sunSpec: { url: tcp://a, unit: [] } }", "inverter.sunSpec.unit: \"[]\" is not a whole number; allowed: " + Units)]
    [InlineData("inverter: { sunSpec: { url: tcp://a, unit: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] } }", "inverter.sunSpec.unit: \"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\" has too many; allowed: " + Units)]
    [InlineData("inverter: { sunSpec: { url: tcp://a, meterUnit: 248 } }", "inverter.sunSpec.meterUnit: \"248\" is out of range; allowed: auto, none or 1 to 247")]
    [InlineData("inverter: { sunSpec: { url: tcp://a, meterUnit: off } }", "inverter.sunSpec.meterUnit: \"off\" is not a whole number; allowed: auto, none or 1 to 247")]
    [InlineData("inverter: { sunSpec: { url: tcp://a, unit: [1, 2], meterUnit: 2 } }", "inverter.sunSpec.meterUnit: 2 is an inverter's unit; allowed: another one than those of unit")]
    [InlineData("inverter: { sunSpec: { url: tcp://a, interval: 61 s } }", "inverter.sunSpec.interval: \"61 s\" is out of range; allowed: 0.5 s to 60 s")]
    public void Inverter_NotAllowed_IsAFault(string yaml, string line) =>
        Assert.Equal([$"wallbox-mqtt.yaml:1: {line}"], Yaml.Faults(yaml));

    [Theory]
    [InlineData("push")]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/API/push")]
    [InlineData("/metrics")]
    [InlineData("/health/live")]
    [InlineData("/lcd.png")]
    [InlineData("/{id}")]
    [InlineData("/a//b")]
    public void HttpPushPath_NotAllowed_IsAFault(string path) => Assert.StartsWith(
        $"wallbox-mqtt.yaml:1: inverter.httpPush.path: \"{path}\" ",
        Assert.Single(Yaml.Faults($"inverter: {{ httpPush: {{ path: \"{path}\" }} }}")));

    [Fact]
    public void Inverter_AllSourcesEmptyOrMinimal_TakesTheDefaults()
    {
        var inverter = Yaml.Options(
            """
            inverter:
              ftp: { password: "p w" }
              httpPush: {}
              solarApi:
                url: http://192.0.2.7
              file:
              sunSpec: { url: "tcp://192.0.2.7" }
            """).Inverter;
        Assert.Equal(new Watts(9900), inverter.RatedPower);
        Assert.Equal(TimeSpan.FromSeconds(30), inverter.MaxAge);
        Assert.Equal(FtpModule.Defaults with { Password = "p w" }, inverter.Of(FtpModule.Instance));
        Assert.Equal(new HttpPushOptions("/fronius/push"), inverter.Of(HttpPushModule.Instance));
        Assert.Equal(new SolarApiOptions(new Uri("http://192.0.2.7:80"), TimeSpan.FromSeconds(5)), inverter.Of(SolarApiModule.Instance));
        Assert.Equal(new WatchedFileOptions("/home/fronius/push/powerFlow.json"), inverter.Of(WatchedFileModule.Instance));
        Assert.Equal(
            new SunSpecOptions(ModbusAddress.Parse("tcp://192.0.2.7:502"), new SunSpecSourceOptions { RatedPower = new Watts(9900) }), inverter.Of(SunSpecModule.Instance));
        var reads = inverter.Of(SunSpecModule.Instance)!.Reads;
        Assert.Equal([1], reads.Units);
        Assert.Equal([240, 200], reads.MeterUnits);
        Assert.Equal(TimeSpan.FromSeconds(1), reads.Interval);
    }

    [Theory]
    [InlineData("unit: 3", new byte[] { 3 }, new byte[] { 240, 200 })]
    [InlineData("unit: [1, 2], meterUnit: none", new byte[] { 1, 2 }, new byte[0])]
    [InlineData("unit: '[7]', meterUnit: 241", new byte[] { 7 }, new byte[] { 241 })]
    [InlineData("meterUnit: AUTO", new byte[] { 1 }, new byte[] { 240, 200 })]
    public void SunSpec_Units_AreOneOrSeveral(string keys, byte[] units, byte[] meters)
    {
        var sunSpec = Yaml.Options($"inverter: {{ sunSpec: {{ url: tcp://a, {keys} }} }}\nchargers: [{{ url: tcp://b }}]").Inverter.Of(SunSpecModule.Instance)!.Reads;
        Assert.Equal(units, sunSpec.Units);
        Assert.Equal(meters, sunSpec.MeterUnits);
    }

    [Theory]
    [InlineData("0.0.0.0:21", "0.0.0.0:21")]
    [InlineData(":2121", "0.0.0.0:2121")]
    [InlineData("[::]:2121", "[::]:2121")]
    [InlineData("[fd00::1]:21", "[fd00::1]:21")]
    [InlineData("localhost:21", "127.0.0.1:21")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    public void FtpListen_Allowed_IsRead(string text, string endPoint) =>
        Assert.Equal(IPEndPoint.Parse(endPoint), Ftp($"listen: \"{text}\"").Listen);

    [Theory]
    [InlineData("50000 - 50009", 50000, 50009)]
    [InlineData("50000", 50000, 50000)]
    [InlineData("any", 0, 0)]
    public void FtpPassivePorts_Allowed_AreRead(string text, int first, int last)
    {
        var ftp = Ftp($"passivePorts: {text}");
        Assert.Equal((first, last), (ftp.FirstPassivePort, ftp.LastPassivePort));
    }

    [Fact]
    public void FtpAdvertise_AddressOrNull_IsRead()
    {
        Assert.Equal(IPAddress.Parse("192.0.2.5"), Ftp("advertise: 192.0.2.5").Advertise);
        Assert.Null(Ftp("advertise: null").Advertise);
    }

    [Theory]
    [InlineData("inverter: { file: {}, maxAge: 15 s }", true)]
    [InlineData("inverter: { file: {}, maxAge: 20 s }", false)]
    [InlineData("inverter: { sunSpec: { url: tcp://a }, maxAge: 2 s }", false)]
    [InlineData("inverter: { solarApi: { url: http://a }, maxAge: 9 s }", true)]
    public void MaxAge_BelowTwoIntervals_IsAWarning(string yaml, bool warned)
    {
        var result = Yaml.Load(Yaml.Complete(yaml));
        Assert.True(result.Succeeded);
        Assert.Equal(warned, result.Warnings.Any(w => w.StartsWith("wallbox-mqtt.yaml:1: inverter.maxAge: ", StringComparison.Ordinal)));
    }

    private static FtpEndpointOptions Ftp(string key) => Yaml.Options($"inverter: {{ ftp: {{ password: a, {key} }} }}").Inverter.Of(FtpModule.Instance)!;
}
