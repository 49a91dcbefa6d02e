using System.Collections;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Cli;

/// <summary>Reads the configuration for a command and tells a person what is wrong with it.</summary>
internal static class ConfigurationReport
{
    /// <summary>The options; null after all faults were told.</summary>
    internal static WallboxOptions? Load(string? path)
    {
        var result = ConfigurationLoader.Load(path, Variables());
        foreach (var warning in result.Warnings)
            Console.Error.WriteLine($"warning: {warning}");
        foreach (var fault in result.Faults)
            Console.Error.WriteLine(fault);
        return result.Options;
    }

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
}
