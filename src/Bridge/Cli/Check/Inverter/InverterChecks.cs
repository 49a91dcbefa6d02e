using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Cli.Check.Inverter;

/// <summary>One check a source of the inverter that is configured.</summary>
internal static class InverterChecks
{
    /// <summary>In the configuration's order; a further source is a class beside <see cref="FtpCheck"/> and a line here.</summary>
    internal static IEnumerable<ILinkCheck> For(InverterOptions inverter, RunningService service, bool quick, TimeProvider time)
    {
        if (inverter.Ftp is { } ftp)
            yield return new FtpCheck(ftp, inverter, service, quick, time);
    }
}
