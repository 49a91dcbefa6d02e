namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>A key and its value.</summary>
/// <param name="key">As written.</param>
/// <param name="origin">Where the key was written.</param>
/// <param name="value">Its value.</param>
internal sealed class SectionEntry(string key, Origin origin, ConfigNode value)
{
    /// <summary>As written.</summary>
    internal string Key { get; } = key;

    /// <summary>Where the key was written.</summary>
    internal Origin Origin { get; } = origin;

    /// <summary>Its value; the environment may put another in its place.</summary>
    internal ConfigNode Value { get; set; } = value;
}
