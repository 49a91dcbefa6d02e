using System.Text.RegularExpressions;

namespace WallboxMqtt.Tests.Unit;

/// <summary>Holds the folders of the two large projects against the tables of docs/architecture.md: which may know which, and no circles.</summary>
public sealed partial class FolderTests
{
    private const int Patience = 10_000;

    private static readonly string[] s_projects = ["Balancer", "Bridge"];

    public static TheoryData<string> Projects => [.. s_projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_KnowEachOther_AsTheDrawingSays(string project)
    {
        var (drawn, found) = (Drawn(project), Found(project));
        Assert.Equal(
            drawn.OrderBy(folder => folder.Key, StringComparer.Ordinal).Select(folder => $"{folder.Key}: {string.Join(", ", folder.Value)}"),
            found.OrderBy(folder => folder.Key, StringComparer.Ordinal).Select(folder => $"{folder.Key}: {string.Join(", ", folder.Value)}"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_HaveNoCircles(string project)
    {
        var open = Found(project);
        // Whatever knows no other that is left can go; a circle cannot.
        while (open.FirstOrDefault(folder => !folder.Value.Any(open.ContainsKey)) is { Key: { } leaf })
            open.Remove(leaf);
        Assert.True(open.Count == 0, $"a circle among {string.Join(", ", open.Keys)}");
    }

    [Fact]
    public void Balancer_DoesNotKnowBridge() =>
        Assert.DoesNotContain(Sources("Balancer"), source => source.Code.Contains("WallboxMqtt.Bridge", StringComparison.Ordinal));

    private static Dictionary<string, SortedSet<string>> Drawn(string project)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var section = page[page.IndexOf($"## `src/{project}`", StringComparison.Ordinal)..];
        var end = section.IndexOf("\n## ", StringComparison.Ordinal);
        return RowOfTheTable().Matches(end < 0 ? section : section[..end]).ToDictionary(
            row => row.Groups["folder"].Value,
            row => new SortedSet<string>(row.Groups["knows"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal));
    }

    private static Dictionary<string, SortedSet<string>> Found(string project)
    {
        var sources = Sources(project);
        Assert.True(sources.Length > 100);
        var types = sources.ToLookup(source => source.Folder, source => source.Code)
            .ToDictionary(folder => folder.Key, folder => folder.SelectMany(code => Declaration().Matches(code).Select(match => match.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal));
        var found = types.Keys.ToDictionary(folder => folder, _ => new SortedSet<string>(StringComparer.Ordinal));
        foreach (var (folder, code) in sources)
        {
            found[folder].UnionWith(OwnNamespace().Matches(code).Where(match => match.Groups["project"].Value == project).Select(match => match.Groups["folder"].Value));
            found[folder].UnionWith(Qualified().Matches(code)
                .Where(match => types.TryGetValue(match.Groups["folder"].Value, out var there) && there.Contains(match.Groups["type"].Value))
                .Select(match => match.Groups["folder"].Value));
            found[folder].Remove(folder);
        }

        return found;
    }

    private static (string Folder, string Code)[] Sources(string project)
    {
        var root = Path.Combine(Repository.Root, "src", project);
        return
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Folder: Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar), File: file))
                .Where(one => one.Folder is [not ("obj" or "bin"), _, ..])
                .Select(one => (one.Folder[0], TextAndComments().Replace(File.ReadAllText(one.File), string.Empty))),
        ];
    }

    [GeneratedRegex(@"^\| `(?<folder>\w+)` \| (?<knows>[\w, ]*) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex RowOfTheTable();

    [GeneratedRegex(@"\b(?:class|record|struct|enum|interface) (?<name>\w+)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^using (static )?WallboxMqtt\.(?<project>\w+)\.(?<folder>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex OwnNamespace();

    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w*)\.(\w+\.)*(?<type>[A-Z]\w*)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Qualified();

    [GeneratedRegex("//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"", RegexOptions.None, Patience)]
    private static partial Regex TextAndComments();
}
