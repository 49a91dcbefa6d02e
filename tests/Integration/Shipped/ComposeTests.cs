using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace WallboxMqtt.Tests.Integration.Shipped;

/// <summary>The compose file: valid, careful, and without secrets.</summary>
public sealed class ComposeTests
{
    private static Dictionary<string, object> Services => Section(Compose, "services");

    private static Dictionary<string, object> Compose { get; } = new DeserializerBuilder().Build()
        .Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(new StringReader(Repository.Read("docker-compose.yml")))));

    public static TheoryData<string> ServiceNames => [.. Services.Keys];

    [Fact]
    public void Services_AreBrokerBridgeAndSimulators()
    {
        Assert.Equal(["charger", "inverter", "mosquitto", "wallbox-mqtt"], Services.Keys.Order(StringComparer.Ordinal));
        var simulated = Services.Where(service => Section(Services, service.Key).ContainsKey("profiles")).Select(service => service.Key);
        Assert.Equal(["charger", "inverter"], simulated.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void Service_Any_MayDoLittleAndSaysWhetherItIsWell(string name)
    {
        var service = Section(Services, name);
        Assert.Equal("true", service["read_only"]);
        Assert.Equal(["ALL"], (List<object>)service["cap_drop"]);
        Assert.Equal(["no-new-privileges:true"], (List<object>)service["security_opt"]);
        var asked = service.ContainsKey("build") ? Repository.Read("Dockerfile") : string.Join(' ', service.Keys);
        Assert.Contains("healthcheck", asked, StringComparison.OrdinalIgnoreCase);
        if (service.TryGetValue("depends_on", out var needs))
            Assert.All(((Dictionary<object, object>)needs).Values, need => Assert.True(((Dictionary<object, object>)need).ContainsKey("condition")));
    }

    [Fact]
    public void Dockerfile_Image_RunsAsAFixedUserOtherThanRoot() =>
        Assert.Contains("\nUSER 1654:1654\n", Repository.Read("Dockerfile"), StringComparison.Ordinal);

    [Fact]
    public void Files_HoldNoSecrets()
    {
        var reported = Texts(Compose, string.Empty).Where(text => text.Key.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.NotEmpty(reported);
        Assert.All(reported, text => Assert.Matches(@"^(\$\{WALLBOX_[A-Z_]+:\?[^}]+\}|/run/secrets/[a-z]+)$", text.Value));
        Assert.All(
            Texts(Compose, string.Empty).Where(text => text.Value.Contains("://", StringComparison.Ordinal) && text.Value.Contains('@', StringComparison.Ordinal)),
            url => Assert.Matches(@"^ftp://fronius:\$\{WALLBOX_[A-Z_]+\}@", url.Value));
        Assert.All(Section(Compose, "secrets").Keys, name => Assert.StartsWith("./mosquitto/secrets/", (string)Section(Section(Compose, "secrets"), name)["file"], StringComparison.Ordinal));

        var ignored = Repository.Read(".gitignore").Split('\n');
        Assert.All(["mosquitto/passwords", "mosquitto/certs/", "mosquitto/secrets/", ".env"], path => Assert.Contains(path, ignored));
        Assert.Equal("*", Repository.Read(".dockerignore").Split('\n').First(line => !line.StartsWith('#')));
    }

    [Fact]
    public async Task Compose_WhereItIsInstalled_TakesTheFile()
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, "docker-compose"))),
            "docker-compose is not installed");
        using var secrets = new Secrets();
        await secrets.MakeAsync();
        var file = Path.Combine(secrets.Home, "docker-compose.yml");
        await File.WriteAllTextAsync(file, Repository.Read("docker-compose.yml"));
        var read = await ExternalProgram.SucceedAsync("docker-compose", "--project-directory", secrets.Home, "-f", file, "--profile", "demo", "config");
        Assert.Contains("simulate", read, StringComparison.Ordinal);
        Assert.DoesNotContain("${", read, StringComparison.Ordinal);
    }

    private static Dictionary<string, object> Section(Dictionary<string, object> from, string key) =>
        ((Dictionary<object, object>)from[key]).ToDictionary(item => (string)item.Key, item => item.Value);

    private static IEnumerable<(string Key, string Value)> Texts(object? node, string key) => node switch
    {
        Dictionary<string, object> root => root.SelectMany(item => Texts(item.Value, item.Key)),
        Dictionary<object, object> section => section.SelectMany(item => Texts(item.Value, (string)item.Key)),
        List<object> list => list.SelectMany(item => Texts(item, key)),
        string text => [(key, text)],
        _ => [],
    };
}
