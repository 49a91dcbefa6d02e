using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary>Reads a file and the environment into options, or reports all faults at once.</summary>
internal static class ConfigurationReader
{
    /// <summary>The most that a configuration file may have.</summary>
    internal const int FileLimit = 256 * 1024;

    /// <summary>Reads and checks. Throws for nothing that a file or a variable can hold.</summary>
    /// <param name="paths">Where the file may be; the first that exists is read.</param>
    /// <param name="required">True if there must be a file.</param>
    /// <param name="environment">All environment variables; those beginning with <c>WALLBOX_</c> count.</param>
    /// <param name="files">Reads the file, and those that it names.</param>
    /// <param name="bind">Makes the options of the whole.</param>
    internal static ConfigurationResult<TOptions> Read<TOptions>(
        IReadOnlyList<string> paths, bool required, IReadOnlyDictionary<string, string> environment, IFileReader files, Func<SectionReader, TOptions> bind)
        where TOptions : class
    {
        var reading = new ConfigurationReading(files);
        var root = ReadFile(paths, required, reading, out var file);
        TOptions? options = null;
        if (root is not null)
        {
            EnvironmentOverlay.Apply(root, environment, reading.Faults);
            options = bind(new SectionReader(root, "", reading));
            reading.ReportUnknownKeys();
        }

        return new ConfigurationResult<TOptions>
        {
            Options = reading.Faults.Count == 0 ? options : null,
            File = file,
            Faults = reading.Faults.InOrder(),
            Warnings = [.. reading.Warnings],
        };
    }

    private static SectionNode? ReadFile(IReadOnlyList<string> paths, bool required, ConfigurationReading reading, out string? file)
    {
        foreach (var candidate in paths)
        {
            var text = TextFile.Read(reading.Files, candidate, FileLimit, out var complaint);
            if (text is null && complaint is null)
                continue;
            file = candidate;
            if (text is not null)
                return YamlReader.Read(candidate, text, reading.Faults);
            reading.Faults.Add(Origin.Of(candidate, 0), null, complaint!, null);
            return null;
        }

        file = null;
        if (!required)
            return new SectionNode(new Origin("environment (there is no wallbox-mqtt.yaml)", 0, null));
        reading.Faults.Add(Origin.Of(paths[0], 0), null, "there is no such file", null);
        return null;
    }
}
