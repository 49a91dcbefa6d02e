using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>inverter.solarApi</c>.</summary>
internal static class SolarApiBinder
{
    /// <summary>Fronius allows one request every 4 s.</summary>
    private static readonly ValueRule<TimeSpan> s_interval = QuantityRules.Time(4, 300);

    /// <summary>Null where it is not configured, or without its URL, which is reported.</summary>
    internal static SolarApiOptions? Bind(SectionReader? solarApi)
    {
        if (solarApi is null)
            return null;
        var url = solarApi.Required("url", UrlRules.Http);
        var interval = solarApi.Value("interval", TimeSpan.FromSeconds(5), s_interval);
        return url is null ? null : new SolarApiOptions(url, interval);
    }
}
