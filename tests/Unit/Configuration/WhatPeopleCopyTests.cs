using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class WhatPeopleCopyTests
{
    private const string Ftp = "inverter: { ftp: { password: hush } }\n";

    [Fact]
    public void Load_WhatPeopleCopy_IsSound()
    {
        string[] snippets = [File.ReadAllText(Path.Combine(Repository.Root, "wallbox-mqtt.example.yaml")), .. File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Split("```yaml").Skip(1).Select(part => part.Split("```")[0])];
        Assert.InRange(snippets.Length, 6, 100);
        foreach (var snippet in snippets.Where(text => text.Contains("inverter:", StringComparison.Ordinal) || text.Contains("chargers:", StringComparison.Ordinal)))
            Load(Yaml.Complete(snippet));
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

    private static ConfigurationResult<WallboxOptions> Result(string yaml)
    {
        var files = new FakeFiles().With("f.yaml", yaml);
        return ConfigurationLoader.Load("f.yaml", new Dictionary<string, string>(), files);
    }
}
