using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;
using WallboxMqtt.Balancer.Inverters.Fronius.SolarApi;
using WallboxMqtt.Bridge.Checks;
using WallboxMqtt.Bridge.Configuration.Reading;
using WallboxMqtt.Bridge.Configuration.Rules;
using WallboxMqtt.Bridge.Supervision;

namespace WallboxMqtt.Bridge.Devices.SolarApi;

/// <summary><c>inverter.solarApi</c>: the service asks a Fronius inverter.</summary>
internal sealed class SolarApiModule() : SourceModule<SolarApiOptions>("solarApi", "Solar API")
{
    /// <summary>Fronius allows one request every 4 s.</summary>
    private static readonly ValueRule<TimeSpan> s_interval = QuantityRules.Time(4, 300);

    /// <summary>The only one.</summary>
    internal static SolarApiModule Instance { get; } = new();

    /// <inheritdoc />
    protected override SolarApiOptions? Bind(SectionReader section, InverterOptions inverter)
    {
        var url = section.Required("url", UrlRules.Http);
        var interval = section.Value("interval", TimeSpan.FromSeconds(5), s_interval);
        return url is null ? null : new SolarApiOptions(url, interval);
    }

    /// <inheritdoc />
    internal override TimeSpan Interval(SolarApiOptions options) => options.Interval;

    /// <inheritdoc />
    internal override void Add(IServiceCollection services, SolarApiOptions options)
    {
        services.AddSingleton(provider => new SolarApiPoller(
            options,
            provider.GetRequiredService<IUploadSink>(),
            provider.GetRequiredService<IReadingSink>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SolarApiPoller>>()));
        services.AddSide("Solar API (inverter.solarApi)", provider => provider.GetRequiredService<SolarApiPoller>().RunAsync);
    }

    /// <inheritdoc />
    internal override ILinkCheck Check(SolarApiOptions options, InverterOptions inverter, CheckSetting setting) => new SolarApiCheck(options, inverter, setting);
}
