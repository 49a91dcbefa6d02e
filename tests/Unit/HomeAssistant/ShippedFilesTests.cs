using System.Text.RegularExpressions;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>What is shipped for Home Assistant names only what there is.</summary>
public sealed partial class ShippedFilesTests
{
    private const string Dashboard = "home-assistant/dashboard.yaml";
    private const string Blueprints = "home-assistant/blueprints/automation/wallbox-mqtt";

    public static TheoryData<string> Automations =>
        [$"{Blueprints}/notify_on_problem.yaml", $"{Blueprints}/charge_with_sun.yaml", $"{Blueprints}/dim_by_grid_operator.yaml"];

    public static TheoryData<string> All => [Dashboard, .. Automations.Select(row => row.Data)];

    [Fact]
    public void Files_InTheFolder_AreTheseFour() => Assert.Equal(
        All.Select(row => row.Data).Order(),
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "home-assistant"), "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order());

    // Home Assistant reads YAML 1.1, where a bare Off is no word.
    [Theory]
    [MemberData(nameof(All))]
    public void Values_OnOffYesNo_AreQuoted(string file) =>
        Assert.DoesNotContain(ShippedYaml.Leaves(file), leaf => leaf.Plain && Boolean().IsMatch(leaf.Text));

    [Fact]
    public void Dashboard_EveryEntity_IsPublished()
    {
        var entities = ShippedYaml.Leaves(Dashboard).Where(leaf => leaf.Key == "entity").Select(leaf => leaf.Text).ToHashSet();
        Assert.True(entities.Count > 15);
        Assert.Empty(entities.Except(Published.EntityIds));
    }

    [Fact]
    public void Dashboard_EveryCard_IsBuiltIn() => Assert.Equal(
        ["entities", "gauge", "grid", "heading", "history-graph", "markdown", "sections", "select-options", "tile"],
        ShippedYaml.Leaves(Dashboard).Where(leaf => leaf.Key == "type").Select(leaf => leaf.Text).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(Dashboard)]
    [InlineData($"{Blueprints}/notify_on_problem.yaml")]
    [InlineData($"{Blueprints}/charge_with_sun.yaml")]
    [InlineData("docs/home-assistant.md")]
    public void Text_EntityIds_ArePublished(string file)
    {
        var named = EntityIds().Matches(Read(file)).Select(match => match.Value).ToHashSet();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Published.EntityIds));
    }

    [Theory]
    [InlineData($"{Blueprints}/dim_by_grid_operator.yaml")]
    [InlineData("docs/home-assistant.md")]
    [InlineData("docs/openhab.md")]
    public void Text_Topics_Exist(string file)
    {
        var named = Topic().Matches(Read(file)).Select(match => match.Value).ToHashSet();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Published.StateTopics).Except(Published.CommandTopics));
    }

    [Fact]
    public void ChargeWithSun_Options_AreLabels()
    {
        var labels = new ModeLabels(SampleReports.Grid).All;
        var named = ShippedYaml.Leaves($"{Blueprints}/charge_with_sun.yaml").Where(leaf => leaf.Key is "option" or "state").Select(leaf => leaf.Text).ToList();
        Assert.Equal(["Off", "Off", "PV boost", "PV boost"], named.Order(StringComparer.Ordinal));
        Assert.Empty(named.Except(labels));
    }

    [Fact]
    public void Dim_Limit_IsNotRetained() =>
        Assert.Equal("false", Assert.Single(ShippedYaml.Leaves($"{Blueprints}/dim_by_grid_operator.yaml"), leaf => leaf.Key == "retain").Text);

    [Theory]
    [MemberData(nameof(Automations))]
    public void Blueprint_Inputs_AreDeclaredAndUsed(string file)
    {
        var leaves = ShippedYaml.Leaves(file);
        var declared = leaves.Select(leaf => leaf.Path.Split('/')).Where(path => path is ["blueprint", "input", ..]).Select(path => path[2]).ToHashSet();
        var used = leaves.Where(leaf => leaf.Tag == "!input").Select(leaf => leaf.Text).ToHashSet();
        Assert.NotEmpty(declared);
        Assert.Equal(declared.Order(), used.Order());
        Assert.All(declared, name => Assert.Contains(leaves, leaf => leaf.Path.StartsWith($"blueprint/input/{name}/selector/", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Automations))]
    public void Blueprint_Syntax_IsTheCurrentOne(string file)
    {
        var leaves = ShippedYaml.Leaves(file);
        var top = leaves.Select(leaf => leaf.Path.Split('/')[0]).ToHashSet();
        Assert.Empty(top.Except(["blueprint", "mode", "trigger_variables", "variables", "triggers", "conditions", "actions"]));
        Assert.True(top.IsSupersetOf(["blueprint", "triggers", "actions"]));
        Assert.DoesNotContain(leaves, leaf => leaf.Key is "service" or "platform");
        Assert.Equal("automation", Assert.Single(leaves, leaf => leaf.Path == "blueprint/domain").Text);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex("^(on|off|yes|no|y|n)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Boolean();

    [GeneratedRegex(@"\b(select|number|button|sensor|binary_sensor|event|switch)\.wallbox_\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EntityIds();

    [GeneratedRegex(@"(?<![\w/.-])wallbox/[a-z0-9_/]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Topic();
}
