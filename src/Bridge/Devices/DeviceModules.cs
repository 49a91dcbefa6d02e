using System.Collections.Immutable;
using WallboxMqtt.Bridge.Devices.Evc04;
using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Devices.HttpPush;
using WallboxMqtt.Bridge.Devices.SolarApi;
using WallboxMqtt.Bridge.Devices.SunSpec;
using WallboxMqtt.Bridge.Devices.WatchedFile;

namespace WallboxMqtt.Bridge.Devices;

/// <summary>The devices that the service knows: one line each. Configuration, <c>check</c>, <c>registers</c>, topics and page take them from here.</summary>
/// <param name="Sources">The inverter's sources, in the order of the configuration's documentation.</param>
/// <param name="Chargers">The kinds of wallboxes; the first is the default of <c>chargers[n].type</c>, a key that exists where there are several.</param>
internal sealed record DeviceModules(ImmutableArray<SourceModule> Sources, ImmutableArray<ChargerModule> Chargers)
{
    /// <summary>All of them.</summary>
    internal static DeviceModules All { get; } = new(
        [FtpModule.Instance, HttpPushModule.Instance, SolarApiModule.Instance, WatchedFileModule.Instance, SunSpecModule.Instance],
        [Evc04Module.Instance]);
}
