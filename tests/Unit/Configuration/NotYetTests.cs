using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Service;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class NotYetTests
{
    private const string Ftp = "inverter: { ftp: { password: hush } }\n";
    private const string Charger = "chargers: [{ url: 'tcp://h' }]\n";

    [Theory]
    [InlineData(Ftp + Charger, null)]
    [InlineData("inverter: { sunSpec: { url: 'tcp://h' } }\n" + Charger, null)]
    [InlineData("inverter: { sunSpec: { url: 'rtu:///dev/ttyUSB1' } }\n" + Charger, "f.yaml: inverter.sunSpec.url: this version cannot do that yet; allowed: tcp://host:port")]
    [InlineData(Ftp + "chargers: [{ url: 'rtu:///dev/ttyUSB0' }]\n", "f.yaml: chargers[0].url: this version cannot do that yet; allowed: tcp://host:port")]
    public void Faults_SoundConfiguration_NamesWhatIsMissing(string yaml, string? fault)
    {
        var options = Load(yaml);
        Assert.Equal(fault is null ? [] : [fault], NotYet.Faults(options, "f.yaml").Select(found => found.ToString()));
    }

    [Fact]
    public void Load_WhatPeopleCopy_IsSoundAndCanBeDone()
    {
        string[] snippets = [File.ReadAllText(Path.Combine(Repository.Root, "wallbox-mqtt.example.yaml")), .. File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Split("```yaml").Skip(1).Select(part => part.Split("```")[0])];
        Assert.InRange(snippets.Length, 6, 100);
        foreach (var snippet in snippets.Where(text => text.Contains("inverter:", StringComparison.Ordinal) || text.Contains("chargers:", StringComparison.Ordinal)))
            Assert.Empty(NotYet.Faults(Load(Yaml.Complete(snippet)), "f.yaml"));
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
