namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>
/// Finds tabs where YAML wants spaces. YamlDotNet refuses them too, on empty lines and before comments as well, but with an
/// obscure message and at another line.
/// </summary>
internal static class TabIndentation
{
    /// <summary>1-based line and column of the first tab at the beginning of a line, behind nothing but spaces; null if there is none.</summary>
    internal static (int Line, int Column)? Find(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.IndexOfAnyExcept(' ', '\t');
            var tab = (content < 0 ? line : line[..content]).IndexOf('\t');
            if (tab >= 0)
                return (number, tab + 1);
        }

        return null;
    }
}
