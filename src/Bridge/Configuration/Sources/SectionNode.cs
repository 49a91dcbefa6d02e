namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Keys and their values.</summary>
/// <param name="origin">Where it begins.</param>
internal sealed class SectionNode(Origin origin) : ConfigNode(origin)
{
    /// <summary>The entries in the order they were written; keys of the file are unique.</summary>
    internal List<SectionEntry> Entries { get; } = [];

    /// <summary>The entry of a key, or else one that differs in letter case alone; null if there is neither.</summary>
    internal SectionEntry? Find(string key) =>
        Entries.Find(e => e.Key == key) ?? Entries.Find(e => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
}
