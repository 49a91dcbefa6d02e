using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Service;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class NotYetTests
{
    private const string Ftp = "inverter: { ftp: { password: hush } }\n";
    private const string Charger = "chargers: [{ url: 'tcp://h' }]\n";

    [Theory]
    [InlineData(Ftp + Charger, null)]
    [InlineData("inverter: { ftp: { password: hush }, httpPush: {} }\nweb: { listen: '0.0.0.0:8080' }\n" + Charger, "f.yaml: inverter.httpPush: this version cannot do that yet; allowed: inverter.ftp")]
    [InlineData("inverter: { solarApi: { url: 'http://h' } }\n" + Charger, "f.yaml: inverter.solarApi: this version cannot do that yet; allowed: inverter.ftp")]
    [InlineData("inverter: { file: {} }\n" + Charger, "f.yaml: inverter.file: this version cannot do that yet; allowed: inverter.ftp")]
    [InlineData("inverter: { sunSpec: { url: 'tcp://h' } }\n" + Charger, "f.yaml: inverter.sunSpec: this version cannot do that yet; allowed: inverter.ftp")]
    [InlineData(Ftp + "chargers: [{ url: 'rtu:///dev/ttyUSB0' }]\n", null)]
    public void Faults_SoundConfiguration_NamesWhatIsMissing(string yaml, string? fault)
    {
        var options = Load(yaml);
        Assert.Equal(fault is null ? [] : [fault], NotYet.Faults(options, "f.yaml").Select(found => found.ToString()));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("wallbox-mqtt.example.yaml")]
    public void Load_WhatPeopleCopy_IsSoundAndCanBeDone(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, file));
        var options = Load(file == "README.md" ? text.Split("```yaml")[1].Split("```")[0] : text);
        Assert.Empty(NotYet.Faults(options, file));
    }

    [Theory]
    [InlineData("11000 W", "230 V", "15 A", true)]
    [InlineData("11000 W", "measured", "15 A", false)]
    [InlineData("11000 W", "measured", "14 A", true)]
    [InlineData("16 A", "measured", "16 A", true)]
    public void Load_FailsafeAtMeasuredVoltage_KeepsACapInWattsAtTheHighest(string cap, string voltage, string failsafe, bool sound)
    {
        var yaml = Ftp + $"grid: {{ cap: {cap}, voltage: {voltage} }}\nchargers: [{{ url: 'tcp://h', failsafe: {{ current: {failsafe} }} }}]\n";
        Assert.Equal(sound, Result(yaml).Succeeded);
    }

    private static WallboxOptions Load(string yaml)
    {
        var result = Result(yaml);
        Assert.Equal([], result.Faults.Select(fault => fault.ToString()));
        return result.Options!;
    }

    private static ConfigurationResult Result(string yaml)
    {
        var files = new FakeFiles().With("f.yaml", yaml);
        return ConfigurationLoader.Load("f.yaml", new Dictionary<string, string>(), files);
    }
}
