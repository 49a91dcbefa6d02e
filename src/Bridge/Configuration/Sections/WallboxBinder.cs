using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads the whole configuration, section by section.</summary>
internal static class WallboxBinder
{
    /// <summary>The options. They must not be used where a fault was reported.</summary>
    internal static WallboxOptions Bind(SectionReader root)
    {
        var grid = GridBinder.Bind(root.Section("grid"));
        var inverter = InverterBinder.Bind(root.Section("inverter"));
        return new WallboxOptions
        {
            Grid = grid,
            Inverter = inverter,
            Chargers = ChargersBinder.Bind(root, grid),
            Policy = PolicyBinder.Bind(root.Section("policy")),
            Mqtt = MqttBinder.Bind(root.Section("mqtt")),
            Web = WebBinder.Bind(root, inverter),
            Lcd = LcdBinder.Bind(root.SectionOrNull("lcd", byDefault: true)),
            StateDirectory = root.Value("stateDirectory", "/var/lib/wallbox-mqtt", TextRules.Directory),
        };
    }
}
