using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>inverter.sunSpec</c>.</summary>
internal static class SunSpecBinder
{
    /// <summary>Stands for a URL that has been reported as missing.</summary>
    private static readonly Uri s_nowhere = new("tcp://0.0.0.0:502");

    private static readonly ValueRule<TimeSpan> s_interval = QuantityRules.Time(0.5, 60);

    /// <summary>Null where it is not configured, or without its URL, which is reported.</summary>
    internal static SunSpecOptions? Bind(SectionReader? sunSpec)
    {
        if (sunSpec is null)
            return null;
        var url = sunSpec.Required("url", UrlRules.Modbus);
        var defaults = new SunSpecOptions(url ?? s_nowhere);
        var options = defaults with
        {
            Units = sunSpec.Value("unit", defaults.Units, SunSpecRules.Units),
            MeterUnits = sunSpec.Value("meterUnit", defaults.MeterUnits, SunSpecRules.MeterUnits),
            Interval = sunSpec.Value("interval", defaults.Interval, s_interval),
        };
        if (options.MeterUnits is [var meter] && options.Units.Contains(meter) && sunSpec.IsSound("unit") && sunSpec.IsSound("meterUnit"))
            sunSpec.Refuse("meterUnit", $"{meter} is an inverter's unit", "another one than those of unit");
        return url is null ? null : options;
    }
}
