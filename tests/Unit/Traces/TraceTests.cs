using System.Globalization;
using System.Text.Json;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Simulator.Traces;
using WallboxMqtt.Tests.Safety.House;

namespace WallboxMqtt.Tests.Unit.Traces;

/// <summary>Every file of tests/Traces, under the product: in control in time, alive in time, figures right or unknown.</summary>
public sealed class TraceTests
{
    private const double ControlWithin = 5;
    private const double Watched = 60;
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "Traces");
    private static readonly StateDocument s_state = new(new EntityCatalogue(new HouseOptions().Service.Grid));

    public static TheoryData<string> Files => [.. Directory.GetFiles(s_folder, "*.trace").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Fact]
    public void Folder_EachTrace_HasItsExpectations()
    {
        Assert.True(Files.Count >= 10);
        Assert.Equal(Files.Select(file => file.Data), Directory.GetFiles(s_folder, "*.expect").Select(path => Path.GetFileNameWithoutExtension(path)!).Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Box_Replayed_IsSteered(string name)
    {
        var trace = TraceReader.ReadFile(Path.Combine(s_folder, name + ".trace"), out var fault);
        Assert.True(trace is not null, fault.ToString());
        var lines = File.ReadAllLines(Path.Combine(s_folder, name + ".expect")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var (control, strikes) = (Setting(lines, "control within", ControlWithin), Setting(lines, "strikes at most", 0));
        var expected = lines.Select(TraceExpectation.Parse).ToList();
        using var house = new ReplayedHouse(trace);
        var seen = new List<Dictionary<string, string?>>();
        house.Start();
        for (var second = 0; second <= Math.Max(Watched, expected.Select(line => line.To).DefaultIfEmpty(0).Max()); second++)
        {
            foreach (var line in expected.Where(line => line.Command is not null && line.From == second))
                house.World.Do(() => Command(house, line.Command!));
            seen.Add(Evaluate(house.Report, expected));
            house.Advance(1);
        }

        var complaints = expected
            .Where(line => line.Command is null)
            .Select(line => (line.Text, Complaint: line.Check([.. seen[(int)line.From..((int)line.To + 1)].Select(now => now[line.Path])])))
            .Where(line => line.Complaint is not null)
            .Select(line => $"{line.Text}: {line.Complaint}")
            .ToList();
        var first = house.Writes.Where(write => write.Write.Address == 5004).Select(write => (double?)write.At / TimeSpan.TicksPerSecond).FirstOrDefault();
        if (first is null || first > control)
            complaints.Insert(0, $"5004 acknowledged {(first is { } at ? $"after {at:0.0} s" : "never")}, allowed are {control} s");
        if (house.Box.FailsafeCount > strikes)
            complaints.Insert(0, $"the failsafe struck {house.Box.FailsafeCount} times, allowed are {strikes}");
        if (!house.Writes.Exists(write => write.Write.Address == 6000))
            complaints.Insert(0, "no sign of life");
        Assert.True(complaints is [], string.Join("\n", complaints));
    }

    private static double Setting(List<string> lines, string key, double otherwise)
    {
        if (lines.Find(line => line.StartsWith(key, StringComparison.Ordinal)) is not { } line)
            return otherwise;
        lines.Remove(line);
        return double.Parse(line.AsSpan(key.Length), CultureInfo.InvariantCulture);
    }

    private static void Command(ReplayedHouse house, string command)
    {
        Assert.StartsWith("mode ", command, StringComparison.Ordinal);
        Assert.True(ChargingModes.TryParse(command.AsSpan("mode ".Length), out var mode), command);
        house.ControlComposition.Intents.SetMode(mode);
    }

    private static Dictionary<string, string?> Evaluate(CycleReport? report, List<TraceExpectation> expected)
    {
        using var document = report is null ? null : JsonDocument.Parse(s_state.Write(report));
        return expected.Where(line => line.Command is null).Select(line => line.Path).Distinct().ToDictionary(path => path, path => report is null ? null : path == "problems" ? Problems(report) : Value(document!.RootElement, path));
    }

    private static string Problems(CycleReport report) =>
        string.Join(",", PlantProblems.Of(report).Where(problem => problem.Part == report.Chargers[0].Id).Select(problem => problem.Kind.Word()).DefaultIfEmpty("none"));

    // charger.power is chargers.charger.power in the document.
    private static string? Value(JsonElement document, string path)
    {
        var parts = path.Split('.');
        var value = parts[0] == "charger" ? document.GetProperty("chargers") : document;
        foreach (var part in parts)
        {
            Assert.True(value.ValueKind == JsonValueKind.Null || value.TryGetProperty(part, out _), $"{path} is not in the state document");
            if (value.ValueKind == JsonValueKind.Null)
                return null;
            value = value.GetProperty(part);
        }

        return value.ValueKind == JsonValueKind.Null ? null : value.ToString();
    }
}
