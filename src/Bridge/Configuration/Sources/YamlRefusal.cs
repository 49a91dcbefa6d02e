namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Ends the reading of a file whose YAML is refused. Does not leave <see cref="YamlReader"/>.</summary>
/// <param name="line">1-based.</param>
/// <param name="column">1-based.</param>
/// <param name="found">What was found.</param>
/// <param name="allowed">What is allowed.</param>
internal sealed class YamlRefusal(long line, long column, string found, string allowed) : Exception(found)
{
    /// <summary>1-based.</summary>
    internal long Line { get; } = line;

    /// <summary>1-based.</summary>
    internal long Column { get; } = column;

    /// <summary>What is allowed.</summary>
    internal string Allowed { get; } = allowed;
}
