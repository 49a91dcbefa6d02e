namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Keys and their values.</summary>
/// <param name="origin">Where it begins.</param>
internal sealed class SectionNode(Origin origin) : ConfigNode(origin)
{
    /// <summary>The entries in the order they were written; keys of the file are unique.</summary>
    internal List<SectionEntry> Entries { get; } = [];

    /// <summary>The entry of a key; null where there is none. Names from the environment have no letter case.</summary>
    internal SectionEntry? Find(string key) =>
        Entries.Find(e => e.Key == key)
        ?? Entries.Find(e => e.Origin.Variable is not null && e.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
}
