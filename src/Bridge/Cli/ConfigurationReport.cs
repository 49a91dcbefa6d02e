using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Service;

namespace WallboxMqtt.Bridge.Cli;

/// <summary>Reads the configuration for a command and tells a person what is wrong with it.</summary>
internal static class ConfigurationReport
{
    /// <summary>The options; null after all faults were told.</summary>
    internal static WallboxOptions? Load(string? path)
    {
        var result = ConfigurationLoader.Load(path);
        foreach (var warning in result.Warnings)
            Console.Error.WriteLine($"warning: {warning}");
        ConfigurationFault[] faults = [.. result.Options is { } options ? NotYet.Faults(options, result.File) : result.Faults];
        foreach (var fault in faults)
            Console.Error.WriteLine(fault);
        return faults.Length == 0 ? result.Options : null;
    }
}
