using System.Collections;
using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Configuration.Sources;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>Reads <c>wallbox-mqtt.yaml</c> and the environment.</summary>
internal static class ConfigurationLoader
{
    /// <summary>Where the file is looked for unless one is named.</summary>
    internal static IReadOnlyList<string> Places { get; } = ["wallbox-mqtt.yaml", "/etc/wallbox-mqtt/wallbox-mqtt.yaml"];

    /// <summary>Reads from this machine's files and this process' environment.</summary>
    /// <param name="path">The file named on the command line; null looks in <see cref="Places"/>.</param>
    internal static ConfigurationResult<WallboxOptions> Load(string? path)
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
    /// <param name="modules">The devices that may be configured; null for all.</param>
    internal static ConfigurationResult<WallboxOptions> Load(
        string? path, IReadOnlyDictionary<string, string> environment, IFileReader files, DeviceModules? modules = null) =>
        ConfigurationReader.Read(path is null ? Places : [path], path is not null, environment, files, root => WallboxBinder.Bind(root, modules ?? DeviceModules.All));
}
