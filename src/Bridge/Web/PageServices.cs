using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.Http;
using WallboxMqtt.Bridge.Logging;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Web.Access;
using WallboxMqtt.Bridge.Web.Live;

namespace WallboxMqtt.Bridge.Web;

/// <summary>What the web listener is made of.</summary>
internal static class PageServices
{
    private static readonly TimeSpan s_betweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Adds the page and its endpoints.</summary>
    internal static void AddPage(this IServiceCollection services, WebOptions web)
    {
        services.AddSingleton(web);
        services.AddSingleton(new HostRules(web, Environment.MachineName));
        services.AddSingleton<AccessRules>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<LoginGate>();
        services.AddSingleton<WebGuard>();
        services.AddSingleton<IPageEndpoints, StateEndpoints>();
        services.AddSingleton<IPageEndpoints, HealthEndpoints>();
        services.AddSingleton<IPageEndpoints, EventEndpoint>();
        services.AddSingleton<IPageEndpoints, LoginEndpoints>();
        services.AddSingleton<IPageEndpoints>(provider => new CommandEndpoints(
            provider.GetRequiredService<CommandExecutor>(),
            new LogRateLimiter(s_betweenLines, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ILogger<CommandEndpoints>>()));
        services.AddSingleton<IPageEndpoints, HistoryEndpoints>();
        services.AddSingleton<IPageEndpoints, MetricsEndpoint>();
        services.AddSingleton<IPageEndpoints, TraceEndpoint>();
        services.AddSingleton<StatusPage>();
    }
}
