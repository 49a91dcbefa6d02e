using WallboxMqtt.Bridge.Configuration.Sources;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class LookupTests
{
    private const string Etc = "/etc/wallbox-mqtt/wallbox-mqtt.yaml";
    private static readonly Dictionary<string, string> s_nothing = [];

    [Fact]
    public void Load_FileNamed_ReadsThatOne()
    {
        var files = new FakeFiles().With("/my.yaml", Yaml.Complete("grid: { cap: 20 }")).With(Yaml.Name, "broken: {");
        var result = ConfigurationLoader.Load("/my.yaml", s_nothing, files);
        Assert.Equal("/my.yaml", result.File);
        Assert.Equal(20, result.Options!.Grid.Current!.Value.Value);
    }

    [Fact]
    public void Load_FileNamedIsMissing_IsAFault()
    {
        var files = new FakeFiles().With(Yaml.Name, Yaml.Complete(""));
        Assert.Equal(["/my.yaml: there is no such file"], Yaml.Lines(ConfigurationLoader.Load("/my.yaml", s_nothing, files)));
    }

    [Fact]
    public void Load_NoFileNamed_PrefersTheWorkingDirectory()
    {
        var files = new FakeFiles().With(Etc, Yaml.Complete("grid: { cap: 20 }"));
        Assert.Equal(Etc, ConfigurationLoader.Load(null, s_nothing, files).File);
        files.With(Yaml.Name, Yaml.Complete(""));
        Assert.Equal(Yaml.Name, ConfigurationLoader.Load(null, s_nothing, files).File);
    }

    [Fact]
    public void Load_FirstFileUnreadable_DoesNotFallThrough()
    {
        var files = new FakeFiles().With(Etc, Yaml.Complete(""));
        files.Forbidden.Add(Yaml.Name);
        var result = ConfigurationLoader.Load(null, s_nothing, files);
        Assert.False(result.Succeeded);
        Assert.Equal(["wallbox-mqtt.yaml: the file cannot be read: permission denied, or not a file"], Yaml.Lines(result));
    }

    [Fact]
    public void DiskFiles_RealFiles_AreReadUpToTheLimit()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "0123456789");
            var disk = new DiskFiles();
            Assert.Equal(10, disk.Read(path, 10)!.Length);
            Assert.Equal(6, disk.Read(path, 5)!.Length);
            Assert.Null(disk.Read(path + ".missing", 5));
            Assert.Null(disk.Read(path + ".missing/deeper", 5));
            Assert.Throws<UnauthorizedAccessException>(() => disk.Read(Path.GetTempPath(), 5));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_PathNoFileSystemTakes_IsAFault()
    {
        Assert.Single(ConfigurationLoader.Load("a\0b", s_nothing, new DiskFiles()).Faults);
        Assert.Single(ConfigurationLoader.Load("", s_nothing, new DiskFiles()).Faults);
        Assert.Single(ConfigurationLoader.Load(Path.GetTempPath(), s_nothing, new DiskFiles()).Faults);
    }
}
