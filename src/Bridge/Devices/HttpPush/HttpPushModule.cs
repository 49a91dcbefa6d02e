using WallboxMqtt.Balancer.Inverters.Fronius.Push;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Supervision;

namespace WallboxMqtt.Bridge.Devices.HttpPush;

/// <summary><c>inverter.httpPush</c>: the inverter posts its power flow, to the status page's listener or to one of its own.</summary>
internal sealed class HttpPushModule() : SourceModule<HttpPushOptions>("httpPush", "HTTP push")
{
    /// <summary>The only one.</summary>
    internal static HttpPushModule Instance { get; } = new();

    /// <summary>What an inverter's uploads carry in their path; short enough to be typed into its form.</summary>
    private static ValueRule<string> Secret { get; } = new("8 to 64 letters, digits and -._~", (text, out value) =>
    {
        value = text.Trim();
        if (value.Length < 8)
            return "is too short";
        if (value.Length > 64)
            return "is too long";
        return value.All(c => char.IsAsciiLetterOrDigit(c) || "-._~".Contains(c, StringComparison.Ordinal)) ? null : "has other characters";
    })
    {
        Secret = true,
    };

    /// <inheritdoc />
    protected override HttpPushOptions Bind(SectionReader section, InverterOptions inverter) =>
        new(section.Value("path", new HttpPushOptions().Path, HttpPathRule.Instance))
        {
            Listen = section.ValueOrNull("listen", NetworkRules.Listen),
            Secret = section.ValueOrNull("secret", Secret),
        };

    /// <inheritdoc />
    internal override TimeSpan Interval(HttpPushOptions options) => FroniusPush.Interval;

    /// <inheritdoc />
    internal override void Add(IServiceCollection services, HttpPushOptions options)
    {
        services.AddSingleton(provider => new PushReceiver(options, provider.GetRequiredService<IUploadSink>(), provider.GetRequiredService<ILogger<PushReceiver>>()));
        if (options.Listen is not { } listen)
        {
            services.AddSingleton<IPageEndpoints, PushEndpoints>();
            return;
        }

        services.AddSingleton(provider => new PushListener(
            listen, provider.GetRequiredService<PushReceiver>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSide("HTTP push (inverter.httpPush.listen)", provider => provider.GetRequiredService<PushListener>().RunAsync);
    }

    /// <inheritdoc />
    internal override ILinkCheck Check(HttpPushOptions options, InverterOptions inverter, CheckSetting setting) => new HttpPushCheck(options, inverter, setting);
}
