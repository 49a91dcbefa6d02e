using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Configuration.Sections;
using WallboxMqtt.Bridge.Configuration.Sources;

namespace WallboxMqtt.Bridge.Configuration;

/// <summary>Reads the configuration: a file, the environment over it, everything checked, all faults at once.</summary>
internal static class ConfigurationLoader
{
    private const int LargestFile = 256 * 1024;
    private static readonly string[] s_usual = ["wallbox-mqtt.yaml", "/etc/wallbox-mqtt/wallbox-mqtt.yaml"];

    /// <summary>Reads it.</summary>
    /// <param name="path">The file; null looks in the usual places, and does without where there is none.</param>
    /// <param name="environment">All variables.</param>
    /// <param name="files">Where files are read; null takes this machine's.</param>
    internal static ConfigurationResult Load(string? path, IReadOnlyDictionary<string, string> environment, IFileReader? files = null)
    {
        var reading = new ConfigurationReading(files ?? new DiskFiles());
        var root = ReadFile(reading, path, out var file);
        if (root is null)
            return new ConfigurationResult { File = file, Faults = reading.Faults.InOrder() };
        EnvironmentOverlay.Apply(root, environment, reading.Faults);
        var options = Bind(new SectionReader(root, "", reading));
        reading.ReportUnknownKeys();
        return new ConfigurationResult
        {
            Options = reading.Faults.Count == 0 ? options : null,
            File = file,
            Faults = reading.Faults.InOrder(),
            Warnings = [.. reading.Warnings],
        };
    }

    private static WallboxOptions Bind(SectionReader root)
    {
        var grid = GridBinder.Bind(root.Section("grid"));
        var policy = root.Section("policy");
        var web = root.SectionOrNull("web", byDefault: true);
        return new WallboxOptions
        {
            Grid = grid,
            Inverter = InverterBinder.Bind(root.Section("inverter")),
            Chargers = ChargersBinder.Bind(root, grid),
            Policy = new PolicyOptions
            {
                Mode = policy.Value("mode", new PolicyOptions().Mode, WordRules.Mode),
                RaiseDelay = policy.Value("raiseDelay", new PolicyOptions().RaiseDelay, QuantityRules.Time(0, 600)),
            },
            Mqtt = MqttBinder.Bind(root.Section("mqtt")),
            Web = web is null ? null : new WebOptions { Listen = web.Value("listen", new WebOptions().Listen, NetworkRules.Listen) },
            Lcd = LcdBinder.Bind(root.Section("lcd")),
            StateDirectory = root.Value("stateDirectory", "/var/lib/wallbox-mqtt", TextRules.Directory),
        };
    }

    private static SectionNode? ReadFile(ConfigurationReading reading, string? path, out string? file)
    {
        file = path;
        foreach (var candidate in path is null ? s_usual : [path])
        {
            if (TextFile.Read(reading.Files, candidate, LargestFile, out var complaint) is { } text)
            {
                file = candidate;
                return YamlReader.Read(candidate, text, reading.Faults);
            }

            if (complaint is null)
                continue;
            reading.Faults.Add(Origin.Of(candidate, 0), null, complaint, null);
            return null;
        }

        if (path is null)
            return new SectionNode(Origin.Of("configuration (no file found)", 0));
        reading.Faults.Add(Origin.Of(path, 0), null, "there is no such file", "--config FILE, or no --config for the usual places");
        return null;
    }
}
