using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Cli;

/// <summary>Reads the configuration for a command and prints what is wrong with it.</summary>
internal static class ConfigurationReport
{
    /// <summary>The options; null after all faults were printed.</summary>
    internal static WallboxOptions? Load(string? path) => Read(path).Options;

    /// <summary>Options or faults, after all warnings and faults were printed.</summary>
    internal static ConfigurationResult<WallboxOptions> Read(string? path)
    {
        var result = ConfigurationLoader.Load(path);
        foreach (var warning in result.Warnings)
            Console.Error.WriteLine($"warning: {warning}");
        foreach (var fault in result.Faults)
            Console.Error.WriteLine(fault);
        return result;
    }
}
