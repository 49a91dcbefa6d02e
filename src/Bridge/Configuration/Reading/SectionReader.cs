using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Configuration.Reading;

/// <summary>
/// Reads the keys of one section. What is wrong is reported and the fallback returned, so that a binder can go on and all
/// faults come out at once. It remembers which keys were asked for: the others are unknown.
/// </summary>
internal sealed partial class SectionReader
{
    private readonly SectionNode _node;
    private readonly List<string> _known = [];
    private readonly HashSet<SectionEntry> _taken = [];

    /// <summary>Begins the reading of a section.</summary>
    /// <param name="node">The section.</param>
    /// <param name="path">Its path, <c>chargers[0].failsafe</c>; empty for the whole.</param>
    /// <param name="reading">Takes the faults.</param>
    internal SectionReader(SectionNode node, string path, ConfigurationReading reading)
    {
        _node = node;
        Path = path;
        Reading = reading;
        reading.Add(this);
    }

    /// <summary>The section's path; empty for the whole.</summary>
    internal string Path { get; }

    /// <summary>The reading that this is a part of.</summary>
    internal ConfigurationReading Reading { get; }

    /// <summary>The paths of the keys asked for.</summary>
    internal IEnumerable<string> KnownPaths => _known.Select(PathOf);

    /// <summary>The path of one of its keys.</summary>
    internal string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>True if the key is present and not null.</summary>
    internal bool Has(string key) => Find(key) is not null and not ScalarNode { IsNull: true };

    /// <summary>True if the key is present, with or without content, and not switched off by <c>null</c>.</summary>
    internal bool IsSwitchedOn(string key) => Find(key) is not null and not ScalarNode { IsNull: true, IsEmpty: false };

    /// <summary>True while nothing was said against the key or what is below it.</summary>
    internal bool IsSound(string key) => Reading.Faults.IsSound(PathOf(key));

    /// <summary>Reports a fault of a key, at its value or, if it is absent, at the section.</summary>
    internal void Refuse(string key, string found, string? allowed) =>
        Reading.Faults.Add(Find(key)?.Origin ?? _node.Origin, PathOf(key), found, allowed);

    /// <summary>Reports a fault of the section as a whole.</summary>
    internal void Refuse(string found, string? allowed) => Reading.Faults.Add(_node.Origin, Path, found, allowed);

    /// <summary>Takes a warning about a key.</summary>
    internal void Warn(string key, string message) =>
        Reading.Warnings.Add($"{Find(key)?.Origin ?? _node.Origin}: {PathOf(key)}: {message}");

    /// <summary>A value that has a default and cannot be null.</summary>
    internal T Value<T>(string key, T fallback, ValueRule<T> rule) =>
        Find(key) is { } node && TryRead(key, node, rule, out var value) ? value! : fallback;

    /// <summary>A value that may be null or absent, which is the same.</summary>
    internal T? ValueOrNull<T>(string key, ValueRule<T> rule)
        where T : class =>
        Find(key) is { } node and not ScalarNode { IsNull: true } && TryRead(key, node, rule, out var value) ? value : null;

    /// <summary>A value that must be there; null only where a fault has been reported.</summary>
    internal T? Required<T>(string key, ValueRule<T> rule)
        where T : class
    {
        if (Has(key))
            return ValueOrNull(key, rule);
        Refuse(key, "missing", rule.Allowed);
        return null;
    }

    private ConfigNode? Find(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);
        if (_node.Find(key) is not { } entry)
            return null;
        if (_taken.Add(entry) && entry.Key != key && !entry.Origin.IsEnvironment)
            Reading.Faults.Add(entry.Origin, PathOf(entry.Key), "unknown key", null, key); // read on: there may be faults below it
        return entry.Value;
    }

    private bool TryRead<T>(string key, ConfigNode node, ValueRule<T> rule, out T? value)
    {
        value = default;
        if (node is ScalarNode { IsNull: true })
        {
            Refuse(key, "nothing given", rule.Allowed);
            return false;
        }

        if (TextOf(node, rule.TakesList) is not { } text)
        {
            Refuse(key, node is ListNode ? "a list instead of a value" : "a section instead of a value", rule.Allowed);
            return false;
        }

        if (rule.Read(text, out value) is not { } complaint)
            return true;
        Refuse(key, rule.Secret ? $"the value {complaint}" : $"{Printed.Value(text)} {complaint}", rule.Allowed);
        return false;
    }

    private static string? TextOf(ConfigNode node, bool takesList) => node switch
    {
        ScalarNode scalar => scalar.Text,
        ListNode list when takesList && list.Items.TrueForAll(i => i is ScalarNode) =>
            $"[{string.Join(", ", list.Items.Take(10).Select(i => ((ScalarNode)i).Text))}]",
        _ => null,
    };
}
