using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Cli.Check.Inverter;

/// <summary>One check a source of the inverter that is configured.</summary>
internal static class InverterChecks
{
    /// <summary>In the configuration's order; a source is a class beside <see cref="FtpCheck"/> and a line here.</summary>
    internal static IEnumerable<ILinkCheck> For(InverterOptions inverter, RunningService service, bool quick, TimeProvider time)
    {
        if (inverter.Ftp is { } ftp)
            yield return new FtpCheck(ftp, inverter, service, quick, time);
        if (inverter.HttpPush is { } push)
            yield return new HttpPushCheck(push, inverter, service, quick, time);
        if (inverter.SolarApi is { } api)
            yield return new SolarApiCheck(api, inverter, service, time);
        if (inverter.File is { } file)
            yield return new FileCheck(file, inverter, service, quick, time);
        if (inverter.SunSpec is { } sunSpec)
            yield return new SunSpecCheck(sunSpec, inverter, ModbusDialers.Dial(sunSpec.Url), service, time);
    }
}
