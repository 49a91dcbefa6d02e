namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Where a key or a value was written.</summary>
/// <param name="File">The file's name; null for the environment.</param>
/// <param name="Line">1-based; 0 for the file as a whole.</param>
/// <param name="Variable">The environment variable; null for the file.</param>
internal sealed record Origin(string? File, int Line, string? Variable)
{
    /// <summary>1-based, where the column helps; otherwise 0.</summary>
    internal int Column { get; init; }

    /// <summary>True for what an environment variable said.</summary>
    internal bool IsEnvironment => Variable is not null;

    /// <summary>A line of a file.</summary>
    internal static Origin Of(string file, long line) => new(file, (int)Math.Min(line, int.MaxValue), null);

    /// <summary>A place in a file.</summary>
    internal static Origin Of(string file, long line, long column) =>
        Of(file, line) with { Column = (int)Math.Min(column, int.MaxValue) };

    /// <summary>An environment variable.</summary>
    internal static Origin Of(string variable) => new(null, 0, variable);

    /// <summary><c>wallbox-mqtt.yaml:12</c>, <c>wallbox-mqtt.yaml:12:5</c>, <c>environment WALLBOX_GRID__CAP</c>.</summary>
    public override string ToString()
    {
        if (IsEnvironment)
            return $"environment {Printed.Key(Variable!)}";
        var line = Line > 0 ? $":{Line}" : "";
        var column = Line > 0 && Column > 0 ? $":{Column}" : "";
        return $"{File}{line}{column}";
    }
}
