using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;

namespace WallboxMqtt.Bridge.Configuration.Sections;

/// <summary>Reads <c>inverter.httpPush</c>.</summary>
internal static class HttpPushBinder
{
    internal static HttpPushOptions? Bind(SectionReader? httpPush) => httpPush is null
        ? null
        : new HttpPushOptions(httpPush.Value("path", new HttpPushOptions().Path, HttpPathRule.Instance))
        {
            Listen = httpPush.ValueOrNull("listen", NetworkRules.Listen),
            Secret = httpPush.ValueOrNull("secret", WebRules.PushSecret),
        };
}
