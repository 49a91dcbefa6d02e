namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Replaces values of the file by the <c>WALLBOX_</c> variables.</summary>
internal sealed class EnvironmentOverlay
{
    private const int LongestValue = 4096;
    private const int MostLevels = 8;

    private readonly FaultList _faults;

    private EnvironmentOverlay(FaultList faults) => _faults = faults;

    /// <summary>Changes the tree below <paramref name="root"/>; names are compared without case, a list grows by one item at a time.</summary>
    /// <param name="root">The file's sections.</param>
    /// <param name="environment">All variables; those of others are passed over.</param>
    /// <param name="faults">Takes the faults.</param>
    internal static void Apply(SectionNode root, IReadOnlyDictionary<string, string> environment, FaultList faults)
    {
        var overlay = new EnvironmentOverlay(faults);
        string? before = null;
        foreach (var variable in environment.Keys.Where(VariableName.IsOurs).Order(Comparer<string>.Create(VariableName.Compare)))
        {
            if (variable.Equals(before, StringComparison.OrdinalIgnoreCase))
                faults.Add(Origin.Of(variable), null, $"the same as {Printed.Key(before)}", "each variable once");
            else
                overlay.Apply(root, variable, environment[variable]);
            before = variable;
        }
    }

    private void Apply(SectionNode root, string variable, string value)
    {
        var origin = Origin.Of(variable);
        var levels = VariableName.Levels(variable);
        if (value.Length > LongestValue)
            _faults.Add(origin, null, "the value is too long", $"{LongestValue} characters");
        else if (levels.Length > MostLevels)
            _faults.Add(origin, null, "unknown key", null);
        else
            Merge(root, levels, new ScalarNode(value, quoted: false, origin));
    }

    private ConfigNode Merge(ConfigNode? present, ReadOnlySpan<string> levels, ScalarNode value)
    {
        if (levels.IsEmpty)
            return value;
        if (present is not SectionNode && VariableName.IsIndex(levels[0], out var index))
            return MergeItem(present as ListNode ?? new ListNode(value.Origin), index, levels[1..], value);
        if (present is ListNode list)
        {
            _faults.Add(value.Origin, null, "the number of the list's item is missing", $"0 to {list.Items.Count} as the level before \"{Printed.Key(levels[0])}\"");
            return list;
        }

        return MergeKey(present as SectionNode ?? new SectionNode(value.Origin), levels[0], levels[1..], value);
    }

    private ListNode MergeItem(ListNode list, int index, ReadOnlySpan<string> below, ScalarNode value)
    {
        if (index > list.Items.Count)
            _faults.Add(value.Origin, null, $"item {index} of a list that has {list.Items.Count}", $"0 to {list.Items.Count}");
        else if (index == list.Items.Count)
            list.Items.Add(Merge(null, below, value));
        else
            list.Items[index] = Merge(list.Items[index], below, value);
        return list;
    }

    private SectionNode MergeKey(SectionNode section, string key, ReadOnlySpan<string> below, ScalarNode value)
    {
        var entry = section.Entries.Find(e => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (entry is null)
            section.Entries.Add(new SectionEntry(key, value.Origin, Merge(null, below, value)));
        else
            entry.Value = Merge(entry.Value, below, value);
        return section;
    }
}
