using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>inverter.sunSpec</c>.</summary>
internal static class SunSpecBinder
{
    private static readonly ValueRule<byte> s_unit = NumberRules.Unit(247);
    private static readonly ValueRule<TimeSpan> s_interval = QuantityRules.Time(0.5, 60);

    /// <summary>Null where it is not configured, or without its URL, which is reported.</summary>
    internal static SunSpecOptions? Bind(SectionReader? sunSpec)
    {
        if (sunSpec is null)
            return null;
        var url = sunSpec.Required("url", UrlRules.Modbus);
        var unit = sunSpec.Value("unit", (byte)1, s_unit);
        var interval = sunSpec.Value("interval", TimeSpan.FromSeconds(1), s_interval);
        return url is null ? null : new SunSpecOptions(url, unit, interval);
    }
}
