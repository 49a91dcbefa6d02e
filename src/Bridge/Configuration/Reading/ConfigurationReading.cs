using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Configuration.Reading;

/// <summary>One reading of the whole configuration: what was read, and what was wrong with it.</summary>
/// <param name="files">Reads the files that the configuration names.</param>
internal sealed class ConfigurationReading(IFileReader files)
{
    private readonly List<SectionReader> _sections = [];

    /// <summary>Reads the files that the configuration names.</summary>
    internal IFileReader Files { get; } = files;

    /// <summary>All faults so far.</summary>
    internal FaultList Faults { get; } = new();

    /// <summary>What works but is probably not meant.</summary>
    internal List<string> Warnings { get; } = [];

    /// <summary>The paths of all keys that were asked for, present or not.</summary>
    internal IEnumerable<string> KnownPaths => _sections.SelectMany(s => s.KnownPaths);

    /// <summary>Takes note of a section whose keys are being read.</summary>
    internal void Add(SectionReader section) => _sections.Add(section);

    /// <summary>Reports every unknown key. Call it once, when all keys have been read.</summary>
    internal void ReportUnknownKeys()
    {
        string[] variables = [.. KnownPaths.Select(VariableName.Of)];
        foreach (var section in _sections)
            section.ReportUnknownKeys(variables);
    }
}
