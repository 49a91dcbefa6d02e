using System.Text.RegularExpressions;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>What is shipped for openHAB names only what there is.</summary>
public sealed partial class OpenHabFilesTests
{
    private static readonly string s_things = Read("wallbox.things");
    private static readonly string s_items = Read("wallbox.items");
    private static readonly string s_sitemap = Read("wallbox.sitemap");

    [Fact]
    public void Things_StateTopics_Exist()
    {
        var named = Topics().Matches(s_things).Where(match => match.Groups["key"].Value != "commandTopic").Select(match => match.Groups["topic"].Value).ToHashSet();
        Assert.True(named.Count > 20);
        Assert.Empty(named.Except(Published.StateTopics));
    }

    [Fact]
    public void Things_Commands_ExistAndAreNotRetained()
    {
        var commands = s_things.Split('\n').Where(line => line.Contains("commandTopic", StringComparison.Ordinal)).ToList();
        Assert.Equal(Published.CommandTopics.Order(), commands.SelectMany(line => Topics().Matches(line))
            .Where(match => match.Groups["key"].Value == "commandTopic").Select(match => match.Groups["topic"].Value).Order());
        Assert.All(commands, line => Assert.Contains("retained=false", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Things_Modes_AreAllThereAre()
    {
        Assert.Contains($"allowedStates=\"{string.Join(',', ChargingModes.Words)}\"", s_things, StringComparison.Ordinal);
        var mappings = ChargingModes.Words.Zip(new ModeLabels(SampleReports.Grid).All, (word, label) => $"\"{word}\"=\"{label}\"");
        Assert.Contains($"mappings=[{string.Join(", ", mappings)}]", s_sitemap, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_EveryChannel_ExistsAndIsOfItsType()
    {
        var channels = Channels();
        var items = Item().Matches(s_items);
        Assert.True(items.Count > 15);
        Assert.All(items, item =>
        {
            Assert.True(channels.TryGetValue(item.Groups["channel"].Value, out var type), item.Value);
            Assert.Equal(type, item.Groups["type"].Value.ToLowerInvariant());
        });
        Assert.Equal(items.Count, Regex.Count(s_items, "channel=", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Sitemap_EveryItem_Exists()
    {
        var items = Item().Matches(s_items).Select(item => item.Groups["name"].Value).ToHashSet();
        var shown = Shown().Matches(s_sitemap).SelectMany(match => match.Groups["name"].Captures).Select(name => name.Value).ToHashSet();
        Assert.True(shown.Count > 15);
        Assert.Empty(shown.Except(items));
    }

    [Fact]
    public void Files_Brackets_ArePaired() => Assert.All((string[])[s_things, s_items, s_sitemap], text =>
    {
        Assert.Equal(text.Count(letter => letter == '{'), text.Count(letter => letter == '}'));
        Assert.Equal(text.Count(letter => letter == '['), text.Count(letter => letter == ']'));
        Assert.Equal(0, text.Count(letter => letter == '"') % 2);
    });

    private static Dictionary<string, string> Channels()
    {
        var broker = Regex.Match(s_things, @"Bridge mqtt:broker:(?<id>\w+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        var channels = new Dictionary<string, string>();
        var thing = string.Empty;
        foreach (var match in Channel().Matches(s_things).AsEnumerable())
        {
            if (match.Groups["thing"].Success)
                thing = match.Groups["thing"].Value;
            else
                channels.Add($"mqtt:topic:{broker}:{thing}:{match.Groups["channel"].Value}", match.Groups["type"].Value);
        }

        return channels;
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, "openhab", file));

    [GeneratedRegex("(?<key>stateTopic|commandTopic|availabilityTopic)=\"(?<topic>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Topics();

    [GeneratedRegex(@"Thing topic (?<thing>\w+)|Type (?<type>\w+)\s*:\s*(?<channel>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Channel();

    [GeneratedRegex(@"^(?<type>\w+)(:\w+)?\s+(?<name>Wallbox_\w+)\s.*channel=""(?<channel>[^""]+)""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Item();

    [GeneratedRegex(@"(item=|visibility=\[)(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();
}
