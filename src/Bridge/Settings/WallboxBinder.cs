using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Devices;

namespace WallboxMqtt.Bridge.Settings;

/// <summary>Reads the whole configuration, section by section.</summary>
internal static class WallboxBinder
{
    /// <summary>The options. They must not be used if a fault was reported.</summary>
    internal static WallboxOptions Bind(SectionReader root, DeviceModules modules)
    {
        var section = root.Section("grid");
        var grid = GridBinder.Bind(section);
        var inverter = InverterBinder.Bind(root.Section("inverter"), modules);
        var web = WebBinder.Bind(root, inverter);
        var mqtt = MqttBinder.Bind(root.Section("mqtt"));
        return new WallboxOptions
        {
            Grid = grid,
            MeterLimit = GridBinder.BindMeter(section, grid.Phases),
            Inverter = inverter,
            Chargers = ChargersBinder.Bind(root, grid, inverter, modules),
            Policy = PolicyBinder.Bind(root.Section("policy")),
            Mqtt = mqtt with { Discovery = mqtt.Discovery with { PageUrl = web?.ReachedAt } },
            Web = web,
            Lcd = LcdBinder.Bind(root.SectionOrNull("lcd", byDefault: true)),
            StateDirectory = root.Value("stateDirectory", "/var/lib/wallbox-mqtt", TextRules.Directory),
        };
    }
}
