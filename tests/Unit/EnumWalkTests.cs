using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Metrics;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Tests.Unit.Commands;
using WallboxMqtt.Tests.Unit.HomeAssistant;
using WallboxMqtt.Tests.Unit.Web;

namespace WallboxMqtt.Tests.Unit;

/// <summary>Each value of each enum that users meet goes everywhere where they meet it: decision, commands, discovery, display, page, documents, metrics.</summary>
public sealed class EnumWalkTests
{
    private static readonly ChargingMode[] s_modes = Enum.GetValues<ChargingMode>();
    private static readonly DecisionReason[] s_reasons = Enum.GetValues<DecisionReason>();
    private static readonly ChargerState[] s_states = Enum.GetValues<ChargerState>();
    private static readonly ProblemKind[] s_kinds = Enum.GetValues<ProblemKind>();
    private static readonly InverterStatus[] s_statuses = Enum.GetValues<InverterStatus>();
    private static readonly EntityPart[] s_parts = Enum.GetValues<EntityPart>();

    private static readonly MqttOptions s_mqtt = new();

    /// <summary>Each enum's words, and how many there have to be.</summary>
    public static TheoryData<string, string[], int> Tables => new()
    {
        { "modes", [.. ChargingModes.Words], s_modes.Length },
        { "reasons", [.. DecisionReasons.Words], s_reasons.Length },
        { "states", [.. ChargerStates.Words], s_states.Length },
        { "kinds of problems", [.. ProblemKinds.Words], s_kinds.Length },
        { "statuses", [.. InverterStatuses.Words], s_statuses.Length },
    };

    public static TheoryData<string> Languages => ["en", "de"];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Words_OfEachEnum_AreAsManyAsItsValues(string table, string[] words, int values)
    {
        Assert.NotEmpty(table);
        Assert.Equal(values, words.Distinct().Count());
        Assert.Equal(values, words.Length);
        Assert.All(words, word => Assert.Matches("^[a-z]+(-[a-z]+)*$", word));
    }

    [Fact]
    public void Mode_Each_IsDecidedByItself()
    {
        var (dark, bright) = (Sun(InverterStatus.Missing, 0), Sun(InverterStatus.Ok, 5000));
        foreach (var mode in s_modes)
        {
            var (without, with) = (Decide(mode, dark), Decide(mode, bright));
            Assert.InRange(with.Amperes, 0, Setpoints.Maximum);
            Assert.Equal(mode == ChargingMode.Off, with.Amperes == 0);
            Assert.Equal(mode == ChargingMode.Off, with.Allowance.Value == 0);
            Assert.Equal(mode.CountsOnSun(), with.Amperes > without.Amperes);
            Assert.Equal(mode.CountsOnSun(), Decide(mode, Sun(InverterStatus.Invalid, 0)).Reason == DecisionReason.InverterInvalid);
            // With nothing in its way, the mode itself is the reason.
            Assert.Equal(mode.Word(), with.Reason.Word());
        }
    }

    [Fact]
    public void InverterStatus_Each_HasItsReason()
    {
        var known = s_statuses.Where(status => Decide(ChargingMode.PvBoost, Sun(status, 0)).Reason == DecisionReason.PvBoost);
        Assert.Equal([InverterStatus.Ok, InverterStatus.Night], known);
        Assert.All(s_statuses.Except(known), status =>
            Assert.Equal($"inverter-{InverterStatuses.Word(status)}", Decide(ChargingMode.PvBoost, Sun(status, 0)).Reason.Word()));
    }

    [Fact]
    public void Mode_Each_IsReadKeptAndCommandedByItsWord()
    {
        var store = new IntentStore(new Intent(ChargingMode.Off, null), new ChangeSignal());
        var time = new FakeTimeProvider();
        var desk = new CommandExecutor(store, new IntentSaver(store, new FakeKeeper(), time, NullLogger<IntentSaver>.Instance), time);
        foreach (var mode in s_modes)
        {
            Assert.True(ChargingModes.TryParse(mode.Word(), out var read));
            Assert.Equal(mode, read);
            Assert.Null(WordRules.Mode.Read(mode.Word(), out var configured));
            Assert.Equal(mode, configured);
            Assert.Equal(mode, IntentJson.Read(IntentJson.Write(new Intent(mode, null))).Mode);
            var result = desk.Execute("mode", Encoding.UTF8.GetBytes(mode.Word()));
            Assert.True(result.Accepted, result.Reason);
            Assert.Equal(mode, store.Current.Mode);
            Assert.Contains(mode.Word(), WordRules.Mode.Allowed, StringComparison.Ordinal);
            Assert.Contains(mode.Word(), desk.Execute("mode", "none of them"u8).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Discovery_Options_AreExactlyTheWords()
    {
        var lists = Announced().SelectMany(Lists).ToDictionary();
        var labels = new ModeLabels(SampleReports.Grid);
        Assert.Equal(labels.All, lists["mode"]);
        Assert.Equal(s_modes.Length, labels.All.Distinct().Count());
        Assert.All(s_modes, mode => Assert.Contains($"'{mode.Word()}'", labels.ValueTemplate, StringComparison.Ordinal));
        Assert.All(s_modes, mode => Assert.Contains($"'{mode.Word()}'", labels.CommandTemplate, StringComparison.Ordinal));
        Assert.Equal(s_reasons.Select(DecisionReasons.Word), lists["balancer_reason"]);
        Assert.Equal(s_states.Select(ChargerStates.Word), lists["state"]);
        Assert.Equal(s_statuses.Select(InverterStatuses.Word), lists["status"]);
        Assert.Equal([.. s_kinds.Select(ProblemKinds.Word), ProblemJson.Recovered], lists["event"]);
    }

    [Fact]
    public void EntityPart_Each_HasTopicsADeviceAndEntities()
    {
        var (topics, names) = (new Topics(s_mqtt), new DiscoveryNames(s_mqtt));
        Assert.Equal(s_parts.Length, s_parts.Select(part => topics.Of(part, "power", "charger")).Distinct().Count());
        Assert.Equal(s_parts.Length, s_parts.Select(part => names.Device(part, "charger")).Distinct().Count());
        Assert.All(s_parts, part => Assert.Contains(SampleReports.Catalogue.All, entity => entity.Part == part));
        var documents = Announced();
        Assert.Equal(s_parts.Select(part => names.DeviceTopic(part, "charger")).Order(), documents.Select(document => document.Topic).Order());
        Assert.Equal(s_parts.Length, documents.Select(document => DeviceName(document.Payload!)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Display_EachValue_IsShownByItself(string language)
    {
        var words = language == "de" ? CabinetWords.German : CabinetWords.English;
        Assert.Equal(s_modes.Length + 1, s_modes.Select(mode => words.Mode(mode)).Append(words.Mode(null)).Distinct().Count());
        Assert.Equal(s_states.Length + 1, s_states.Select(state => words.State(state)).Append(words.State(null)).Distinct().Count());
        Assert.Equal(s_kinds.Length, s_kinds.Select(kind => words.Problem(kind, null, "9 min")).Distinct().Count());
        var charger = SampleReports.Full.Chargers[0];
        Assert.All(s_reasons, reason => Assert.StartsWith("20 A", Status(SampleReports.Full with { Chargers = [charger with { Reason = reason }] }), StringComparison.Ordinal));
        Assert.All(s_statuses, status => Assert.NotEmpty(Status(SampleReports.Full with { Inverter = SampleReports.Full.Inverter with { Status = status } })));

        string Status(CycleReport report) => CabinetPicture.View(report, report.Time, words).Status;
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Page_EachLanguage_HasEachWord(string language)
    {
        var keys = PageWords.Of(language);
        Assert.Equal(ChargingModes.Words.Select(Camel), ChargingModes.Words.Select(Camel).Where(keys.Contains));
        SameKeys("reason", DecisionReasons.Words);
        SameKeys("state", ChargerStates.Words);
        SameKeys("kind", ProblemKinds.Words);
        SameKeys("status", [.. InverterStatuses.Words, "online", "offline"]);
        SameKeys("noSun", InverterStatuses.Words.Where(word => word != InverterStatuses.Word(InverterStatus.Ok)));
        // The advice in English comes from the service.
        SameKeys("advice", language == "en" ? [] : ProblemKinds.Words);

        void SameKeys(string of, IEnumerable<string> words) =>
            Assert.Equal(words.Order(), keys.Where(key => key.StartsWith($"{of}.", StringComparison.Ordinal)).Select(key => key[(of.Length + 1)..]).Order());
    }

    [Fact]
    public void Page_EachMode_HasAButton()
    {
        var page = Read("src/Bridge/Web/Page/index.html");
        Assert.All(ChargingModes.Words, word => Assert.Contains($"data-mode=\"{word}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Documents_EachWord_IsExplained()
    {
        Explains("docs/troubleshooting.md", ProblemKinds.Words);
        Explains("docs/configuration.md", ChargingModes.Words);
        Explains("docs/openhab.md", ChargingModes.Words);
        Explains("docs/metrics.md", InverterStatuses.Words);
        Explains("README.md", [.. ChargingModes.Words, .. DecisionReasons.Words, .. ChargerStates.Words, .. InverterStatuses.Words]);

        static void Explains(string path, IEnumerable<string> words)
        {
            var text = Read(path);
            Assert.All(words, word => Assert.True(text.Contains($"`{word}`", StringComparison.Ordinal), $"{path} does not explain {word}"));
        }
    }

    [Fact]
    public async Task Metrics_EachWord_IsALabel()
    {
        var metrics = new WallboxMetrics();
        metrics.Show(SampleReports.Full, new MqttStatus(Connected: true, DateTimeOffset.UnixEpoch, null), new FakeTimeProvider());
        using var stream = new MemoryStream();
        await metrics.WriteAsync(stream, CancellationToken.None);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.All(ChargingModes.Words, word => Assert.Contains($"wallbox_mode{{mode=\"{word}\"}}", text, StringComparison.Ordinal));
        Assert.All(InverterStatuses.Words, word => Assert.Contains($"wallbox_inverter_status{{status=\"{word}\"}}", text, StringComparison.Ordinal));
        Assert.All(ProblemKinds.Words, word => Assert.Contains($"wallbox_problems_total{{part=\"any\",kind=\"{word}\"}}", text, StringComparison.Ordinal));
    }

    private static Decision Decide(ChargingMode mode, Sun sun) =>
        ChargingPolicy.Decide(SampleReports.Grid, new Intent(mode, null), sun, GridCap.Nominal);

    private static Sun Sun(InverterStatus status, double watts) =>
        new(status, new Watts(watts), new Watts(watts));

    private static string Camel(string word) => string.Concat(word.Split('-').Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    // What is not announced any more is cleared by an empty payload.
    private static List<TopicValue> Announced() =>
        [.. new DiscoveryDocuments(s_mqtt, new Topics(s_mqtt), SampleReports.Catalogue).For(SampleReports.Full).Where(document => document.Payload != string.Empty)];

    private static string? DeviceName(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.GetProperty("dev").GetProperty("name").GetString();
    }

    private static IEnumerable<(string Entity, string[] Words)> Lists(TopicValue document)
    {
        using var json = JsonDocument.Parse(document.Payload!);
        var lists = new List<(string, string[])>();
        foreach (var entity in json.RootElement.GetProperty("cmps").EnumerateObject())
        {
            if (entity.Value.TryGetProperty("options", out var words) || entity.Value.TryGetProperty("event_types", out words))
                lists.Add((entity.Name, [.. words.EnumerateArray().Select(word => word.GetString()!)]));
        }

        return lists;
    }
}
