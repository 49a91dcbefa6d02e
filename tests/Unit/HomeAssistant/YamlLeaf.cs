namespace WallboxMqtt.Tests.Unit.HomeAssistant;

/// <summary>A scalar of a YAML file.</summary>
/// <param name="Path">Its keys and indices, with slashes between.</param>
/// <param name="Text">The text.</param>
/// <param name="Tag">Its tag, such as <c>!input</c>; empty for none.</param>
/// <param name="Plain">True without quotes.</param>
internal sealed record YamlLeaf(string Path, string Text, string Tag, bool Plain)
{
    /// <summary>The last key.</summary>
    public string Key => Path[(Path.LastIndexOf('/') + 1)..];
}
