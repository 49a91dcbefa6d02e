using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>Which links are tried, in the table's order.</summary>
internal static class LinkChecks
{
    /// <summary>All that the configuration names.</summary>
    internal static IReadOnlyList<ILinkCheck> For(WallboxOptions options, CheckSetting setting) =>
    [
        new BrokerCheck(options.Mqtt, setting.Time),
        .. options.Chargers.Select(charger => charger.Device.Check(charger, options.Grid, setting)),
        .. options.Inverter.Sources.Select(source => source.Check(options.Inverter, setting)),
        new DisplayCheck(options.Lcd),
        new StateDirectoryCheck(options.StateDirectory, setting.Time),
        new HistoryCheck(options.Web is null ? null : options.StateDirectory),
        new ClockCheck(new SystemClock(), setting.Time),
        new WebCheck(options.Web, setting.Service),
    ];
}
