namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>A single value.</summary>
/// <param name="text">As written, quotes and escapes resolved.</param>
/// <param name="quoted">True if it stood in quotes: then it is never null.</param>
/// <param name="origin">Where it was written.</param>
internal sealed class ScalarNode(string text, bool quoted, Origin origin) : ConfigNode(origin)
{
    /// <summary>As written, quotes and escapes resolved.</summary>
    internal string Text { get; } = text;

    /// <summary>True if nothing was written, as below a section whose keys are all commented out.</summary>
    internal bool IsEmpty => !quoted && Text.Length == 0;

    /// <summary>True for nothing, <c>null</c> and <c>~</c> without quotes (YAML 1.2, 10.2.1.1).</summary>
    internal bool IsNull => !quoted && Text is ("" or "~" or "null" or "Null" or "NULL");
}
