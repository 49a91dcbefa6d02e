using System.Collections;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Sections;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary>Reads <c>wallbox-mqtt.yaml</c> and the environment.</summary>
internal static class ConfigurationLoader
{
    /// <summary>The most that a configuration file may have.</summary>
    internal const int FileLimit = 256 * 1024;

    /// <summary>Where the file is looked for unless one is named.</summary>
    internal static IReadOnlyList<string> Places { get; } = ["wallbox-mqtt.yaml", "/etc/wallbox-mqtt/wallbox-mqtt.yaml"];

    /// <summary>Reads from this machine's files and this process' environment.</summary>
    /// <param name="path">The file named on the command line; null looks in <see cref="Places"/>.</param>
    internal static ConfigurationResult Load(string? path)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        return Load(path, environment, new DiskFiles());
    }

    /// <summary>Reads, checks, and gives options or all faults. Throws for nothing that a file or a variable can hold.</summary>
    /// <param name="path">The file named on the command line; null looks in <see cref="Places"/>, where none is needed.</param>
    /// <param name="environment">All environment variables; those beginning with <c>WALLBOX_</c> count.</param>
    /// <param name="files">Reads the file, and those that it names.</param>
    internal static ConfigurationResult Load(string? path, IReadOnlyDictionary<string, string> environment, IFileReader files)
    {
        var reading = new ConfigurationReading(files);
        var root = ReadFile(path, reading, out var file);
        WallboxOptions? options = null;
        if (root is not null)
        {
            EnvironmentOverlay.Apply(root, environment, reading.Faults);
            options = WallboxBinder.Bind(new SectionReader(root, "", reading));
            reading.ReportUnknownKeys();
        }

        return new ConfigurationResult
        {
            Options = reading.Faults.Count == 0 ? options : null,
            File = file,
            Faults = reading.Faults.InOrder(),
            Warnings = [.. reading.Warnings],
        };
    }

    private static SectionNode? ReadFile(string? path, ConfigurationReading reading, out string? file)
    {
        foreach (var candidate in path is null ? Places : [path])
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
        if (path is null)
            return new SectionNode(new Origin("environment (there is no wallbox-mqtt.yaml)", 0, null));
        reading.Faults.Add(Origin.Of(path, 0), null, "there is no such file", null);
        return null;
    }
}
