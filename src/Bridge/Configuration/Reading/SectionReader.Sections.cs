using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Configuration.Reading;

/// <summary>The sections and lists below a section.</summary>
internal sealed partial class SectionReader
{
    private readonly Dictionary<string, SectionReader> _sections = new(StringComparer.Ordinal);

    /// <summary>A section that is always there: absent or empty, its keys have their defaults. The same one each time.</summary>
    internal SectionReader Section(string key)
    {
        if (_sections.TryGetValue(key, out var known))
            return known;
        var node = Find(key);
        if (node is ScalarNode { IsNull: true, IsEmpty: false })
            Refuse(key, "null is not possible here", "a section, or nothing");
        var section = SectionOf(key, node) ?? new SectionNode(node?.Origin ?? _node.Origin);
        return _sections[key] = new SectionReader(section, PathOf(key), Reading);
    }

    /// <summary>A section that <c>null</c> switches off. Without keys (<c>{}</c>, or all commented out) it takes the defaults.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="byDefault">True if it exists even when it is not written.</param>
    internal SectionReader? SectionOrNull(string key, bool byDefault)
    {
        var node = Find(key);
        if (node is ScalarNode { IsNull: true, IsEmpty: false } || (node is null && !byDefault))
            return null;
        var section = node is null or ScalarNode { IsEmpty: true }
            ? new SectionNode(node?.Origin ?? _node.Origin)
            : SectionOf(key, node);
        return section is null ? null : new SectionReader(section, PathOf(key), Reading);
    }

    /// <summary>A list of sections, empty if it is absent or not a list.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="most">The most items it may have.</param>
    internal IReadOnlyList<SectionReader> List(string key, int most)
    {
        var node = Find(key);
        if (node is null or ScalarNode { IsNull: true })
            return [];
        if (node is not ListNode list)
        {
            Refuse(key, "not a list", "items that begin with \"- \"");
            return [];
        }

        if (list.Items.Count > most)
            Refuse(key, $"{list.Items.Count} items", $"{most} at most");
        var sections = new List<SectionReader>();
        foreach (var item in list.Items.Take(most))
        {
            var path = $"{PathOf(key)}[{sections.Count}]";
            if (item is not SectionNode)
                Reading.Faults.Add(item.Origin, path, "not a section", "keys and values");
            sections.Add(new SectionReader(item as SectionNode ?? new SectionNode(item.Origin), path, Reading));
        }

        return sections;
    }

    /// <summary>Reports the unknown keys.</summary>
    /// <param name="variables">All variables that would have been understood.</param>
    internal void ReportUnknownKeys(IReadOnlyList<string> variables)
    {
        foreach (var entry in _node.Entries.Where(e => !_taken.Contains(e)))
        {
            var nearest = Spelling.Nearest(entry.Key, _known);
            if (!entry.Origin.IsEnvironment)
                ReportUnknownKey(entry, nearest);
            foreach (var variable in VariablesOf(entry.Value))
                ReportUnknownVariable(variable, nearest, variables);
        }
    }

    private void ReportUnknownKey(SectionEntry entry, string? nearest)
    {
        var key = PathOf(Printed.Key(entry.Key));
        var colon = entry.Key.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && _known.Contains(entry.Key[..colon]))
            Reading.Faults.Add(entry.Origin, key, "no space after the colon", $"\"{entry.Key[..colon]}: ...\"");
        else
            Reading.Faults.Add(entry.Origin, key, "unknown key", string.Join(", ", _known), nearest);
    }

    private void ReportUnknownVariable(string variable, string? nearest, IReadOnlyList<string> variables)
    {
        var levels = VariableName.Levels(variable);
        var depth = Path.Length == 0 ? 0 : VariableName.Levels(VariableName.Of(Path)).Length;
        string? suggestion;
        if (nearest is not null && depth < levels.Length)
            suggestion = VariableName.Of([.. levels[..depth], nearest, .. levels[(depth + 1)..]]);
        else
            suggestion = Spelling.Nearest(variable, variables);
        // The levels beside the misspelt one stand in it as they came: what cannot be shown cannot be meant.
        if (suggestion is not null && Printed.Key(suggestion) != suggestion)
            suggestion = null;
        Reading.Faults.Add(Origin.Of(variable), null, "unknown key", null, suggestion);
    }

    private static IEnumerable<string> VariablesOf(ConfigNode node) => node switch
    {
        ScalarNode { Origin.Variable: { } variable } => [variable],
        SectionNode section => section.Entries.SelectMany(e => VariablesOf(e.Value)),
        ListNode list => list.Items.SelectMany(VariablesOf),
        _ => [],
    };

    private SectionNode? SectionOf(string key, ConfigNode? node)
    {
        switch (node)
        {
            case SectionNode section:
                return section;
            case null or ScalarNode { IsNull: true }:
                return null;
            case ScalarNode { Text: "{}", Origin.IsEnvironment: true }:
                return new SectionNode(node.Origin);
            default:
                Refuse(key, node is ListNode ? "a list instead of a section" : "a value instead of a section", "keys and values");
                return null;
        }
    }
}
