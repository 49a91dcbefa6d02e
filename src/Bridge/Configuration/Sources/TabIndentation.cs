namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Finds tabs where YAML wants spaces, which its parsers report in words that nobody understands.</summary>
internal static class TabIndentation
{
    /// <summary>1-based line and column of the first tab before the content of a line; null where there is none.</summary>
    internal static (int Line, int Column)? Find(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.IndexOfAnyExcept(' ', '\t');
            if (content < 0 || line[content] == '#')
                continue;
            var tab = line[..content].IndexOf('\t');
            if (tab >= 0)
                return (number, tab + 1);
        }

        return null;
    }
}
