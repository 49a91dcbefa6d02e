using System.Text;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("grid:\n\tcap: 16 A", "2:1: a tab in the indentation; allowed: spaces")]
    [InlineData("grid:\n  \tcap: 16 A", "2:3: a tab in the indentation; allowed: spaces")]
    [InlineData("grid: {}\n \t\n", "2:2: a tab in the indentation; allowed: spaces")]
    [InlineData("grid: {}\n\t# comment", "2:1: a tab in the indentation; allowed: spaces")]
    [InlineData("grid: &g { cap: 16 A }", "1:7: an anchor (&); allowed: values written out; text that begins with & in quotes")]
    [InlineData("grid: *g", "1:7: an alias (*); allowed: values written out; text that begins with * in quotes")]
    [InlineData("grid: { cap: !!int 16 }", "1:14: a tag (!); allowed: values alone; text that begins with ! in quotes")]
    [InlineData("grid: {}\n---\ngrid: {}", "2:1: a second document; allowed: one document in a file")]
    [InlineData("- grid", "1:1: not a configuration; allowed: sections such as \"grid:\"")]
    [InlineData("16 A", "1:1: not a configuration; allowed: sections such as \"grid:\"")]
    [InlineData("[a]: b", "1:1: a key that is not a word; allowed: key: value")]
    [InlineData("grid: [[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]", "1:23: too many levels; allowed: 16 levels")]
    public void Yaml_Refused_IsOneFaultWithLineAndColumn(string text, string line) =>
        Assert.Equal([$"wallbox-mqtt.yaml:{line}"], Yaml.Lines(Yaml.Load(text)));

    [Theory]
    [InlineData("grid: { cap: 16 A", 1)]
    [InlineData("grid:\n  cap: 16 A\n phases: 3", 3)]
    [InlineData("grid: \"16 A", 1)]
    [InlineData("mqtt:\n  user: a\n  password:b\n", 3)]
    [InlineData("grid: @", 1)]
    public void Yaml_Syntax_IsOneFaultWithLineAndColumn(string text, int line)
    {
        var fault = Assert.Single(Yaml.Load(text).Faults).ToString();
        Assert.Matches(@"^wallbox-mqtt\.yaml:\d+:\d+: not valid YAML: [^\r\n]+$", fault);
        Assert.InRange(int.Parse(fault.Split(':')[1]), line, line + 2);
    }

    [Fact]
    public void Yaml_KeyTwice_IsAFaultBesideTheOthers() => Assert.Equal(
        [
            "wallbox-mqtt.yaml:3:3: cap: written twice, first in line 2; allowed: each key once",
            "wallbox-mqtt.yaml:4: grid.phases: \"9\" is out of range; allowed: 1 to 3",
        ],
        Yaml.Faults("grid:\n  cap: 16 A\n  cap: 20 A\n  phases: 9"));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n...\n")]
    [InlineData("null")]
    [InlineData("\uFEFF# marked\n")]
    public void Yaml_Empty_LacksWhatIsRequired(string text) => Assert.Equal(
        [
            "wallbox-mqtt.yaml: inverter: no source of readings",
            "wallbox-mqtt.yaml: chargers: missing",
        ],
        Yaml.Lines(Yaml.Load(text)).Select(line => line.Split(';')[0]));

    [Fact]
    public void Yaml_CommentsTabsBehindValuesAndCarriageReturns_AreTaken() =>
        Yaml.Options("# first\r\ngrid: \t# the contract\r\n  cap: 16 A\t# amperes\r\n\r\n  # last\r\n");

    [Fact]
    public void File_TooLarge_IsRefused() => Assert.Equal(
        ["wallbox-mqtt.yaml: the file is larger than 256 KiB"],
        Yaml.Lines(Yaml.Load(new string('#', ConfigurationReader.FileLimit + 1))));

    [Fact]
    public void File_AtTheLimit_IsRead() =>
        Yaml.Options(Yaml.Complete("").PadRight(ConfigurationReader.FileLimit - 200, '#'));

    [Fact]
    public void File_NotText_IsRefused()
    {
        var files = new FakeFiles().With(Yaml.Name, [.. Encoding.UTF8.GetBytes("grid: "), 0xC3, 0x28]);
        var result = ConfigurationLoader.Load(null, new Dictionary<string, string>(), files);
        Assert.Equal(["wallbox-mqtt.yaml: the file is not UTF-8 text"], Yaml.Lines(result));
    }

    [Fact]
    public void Yaml_ThousandsOfFaults_AreCutAtAHundred()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"key{i}: 1\n"));
        var lines = Yaml.Lines(Yaml.Load(Yaml.Complete(text)));
        Assert.Equal(101, lines.Length);
        Assert.Equal("wallbox-mqtt.yaml: 4900 more faults", lines[^1]);
    }
}
