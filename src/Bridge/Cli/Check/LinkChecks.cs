using WallboxMqtt.Balancer.State;
using WallboxMqtt.Bridge.Cli.Check.Inverter;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Cli.Check;

/// <summary>Which links are tried, in the table's order.</summary>
internal static class LinkChecks
{
    /// <summary>All that the configuration names.</summary>
    internal static IReadOnlyList<ILinkCheck> For(WallboxOptions options, RunningService service, bool quick, TimeProvider time) =>
    [
        new BrokerCheck(options.Mqtt, time),
        .. options.Chargers.Select(charger => new ChargerCheck(charger, options.Grid, ControlComposition.Dial(charger), service, time)),
        .. InverterChecks.For(options.Inverter, service, quick, time),
        new DisplayCheck(options.Lcd),
        new StateDirectoryCheck(options.StateDirectory, time),
        new HistoryCheck(options.Web is null ? null : options.StateDirectory),
        new ClockCheck(new SystemClock(), time),
        new WebCheck(options.Web, service),
    ];
}
