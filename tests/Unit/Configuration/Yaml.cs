using WallboxMqtt.Bridge.Configuration;
using WallboxMqtt.Bridge.Devices;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

/// <summary>Loads a configuration of which only the interesting part is written.</summary>
internal static class Yaml
{
    internal const string Name = "wallbox-mqtt.yaml";
    internal const string Inverter = "inverter: { file: {} }";
    internal const string Charger = "chargers: [ { url: \"tcp://192.0.2.8\" } ]";

    /// <summary>Adds the required sections behind a part that has none of them, so that its lines keep their numbers.</summary>
    internal static string Complete(string part)
    {
        var lines = part.Split('\n');
        if (!lines.Any(line => line.StartsWith("inverter", StringComparison.Ordinal)))
            part += "\n" + Inverter;
        if (!lines.Any(line => line.StartsWith("chargers", StringComparison.Ordinal)))
            part += "\n" + Charger;
        return part + "\n";
    }

    /// <summary>Loads with other devices than those of the product.</summary>
    internal static ConfigurationResult<WallboxOptions> Load(string text, DeviceModules modules) =>
        ConfigurationLoader.Load(null, new Dictionary<string, string>(), new FakeFiles().With(Name, text), modules);

    internal static ConfigurationResult<WallboxOptions> Load(string text, FakeFiles? files = null, params (string Name, string Value)[] environment) =>
        ConfigurationLoader.Load(
            null,
            environment.ToDictionary(v => v.Name, v => v.Value),
            (files ?? new FakeFiles()).With(Name, text));

    /// <summary>The options of a part that has no fault.</summary>
    internal static WallboxOptions Options(string part, FakeFiles? files = null, params (string Name, string Value)[] environment)
    {
        var result = Load(Complete(part), files, environment);
        Assert.Empty(Lines(result));
        Assert.True(result.Succeeded);
        return result.Options;
    }

    /// <summary>The fault lines of a part.</summary>
    internal static string[] Faults(string part, FakeFiles? files = null, params (string Name, string Value)[] environment)
    {
        var result = Load(Complete(part), files, environment);
        Assert.Equal(result.Faults.Length == 0, result.Succeeded);
        return Lines(result);
    }

    internal static string[] Lines(ConfigurationResult<WallboxOptions> result) => [.. result.Faults.Select(fault => fault.ToString())];
}
