using Microsoft.Extensions.Hosting.Systemd;
using WallboxMqtt.Balancer.Inverters.Fronius.Push;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Health;
using WallboxMqtt.Bridge.History;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Metrics;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Bridge.Supervision;
using WallboxMqtt.Bridge.Web;

namespace WallboxMqtt.Bridge.Service;

/// <summary>The service: the control path first, then all that stands around it.</summary>
internal static class WallboxHost
{
    // The charger is lowered and released within this; systemd and users wait for 5 s.
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(4.5);

    /// <summary>Puts the service together; nothing runs yet.</summary>
    /// <param name="options">The checked configuration.</param>
    /// <param name="time">The clock of all of it.</param>
    /// <param name="logging">Where the log goes.</param>
    internal static IHost Build(WallboxOptions options, TimeProvider time, Action<ILoggingBuilder> logging)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        logging(builder.Logging);
        var services = builder.Services;
        services.AddSystemd();
        // Instead of the default one, whose send may block.
        var manager = new NotifySocket(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));
        services.AddSingleton<ISystemdNotifier>(manager);
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = s_shutdown;
            // No other shutdown may delay that of the control loops.
            host.ServicesStopConcurrently = true;
        });
        services.AddSingleton(time);
        services.AddSingleton<IStateDirectory>(_ => new StateDirectory(options.StateDirectory));
        services.AddSingleton<IntentFile>();
        services.AddSingleton<IIntentKeeper, IntentKeeper>();
        services.AddSingleton(provider => Compose(options, provider));
        services.AddSingleton(provider => provider.GetRequiredService<ControlComposition>().Intents);
        services.AddSingleton(provider => provider.GetRequiredService<ControlComposition>().Reports);
        services.AddSingleton(provider => new LoopLife(provider.GetRequiredService<ControlComposition>().Ids, provider.GetRequiredService<ReportFeed>(), time));
        services.AddSingleton(options.Grid);
        services.AddSingleton(options.Inverter);
        services.AddSingleton(new EntityCatalogue(options.Grid, [.. options.Inverter.Sources.Select(source => source.Module)], options.MeterLimit is not null));
        services.AddSingleton<StateDocument>();
        services.AddSingleton<IntentSaver>();
        services.AddSingleton(provider => provider.GetRequiredService<ControlComposition>().Ledger);
        services.AddSingleton<LedgerKeeper>();
        services.AddSingleton(provider => new MemoryKeeper(
            [.. options.Chargers.Select(charger => charger.Device.Module).Distinct()],
            provider.GetRequiredService<IStateDirectory>(), time, provider.GetRequiredService<ILogger<MemoryKeeper>>()));
        services.AddSingleton<CommandExecutor>();
        services.AddHostedService<ControlService>();
        services.AddSide("Memory of the last command (stateDirectory)", provider => provider.GetRequiredService<IntentSaver>().RunAsync);
        services.AddSide("Counters of charged energy (stateDirectory)", provider => provider.GetRequiredService<LedgerKeeper>().RunAsync);
        services.AddSide("Memory of the wallboxes' answers (stateDirectory)", provider => provider.GetRequiredService<MemoryKeeper>().RunAsync);
        services.AddSingleton<IUploadSink>(provider => provider.GetRequiredService<ControlComposition>().Inbox);
        services.AddSingleton(provider => provider.GetRequiredService<ControlComposition>().Readings);
        foreach (var source in options.Inverter.Sources)
            source.Add(services);
        AddMqtt(services, options.Mqtt);
        if (options.Web is { } web)
        {
            services.AddPage(web);
            services.AddSingleton(provider => new HistoryKeeper(
                options.StateDirectory, provider.GetRequiredService<ReportFeed>(), time, provider.GetRequiredService<ILogger<HistoryKeeper>>()));
            services.AddSingleton<MetricsKeeper>();
            services.AddSide("Metrics", provider => provider.GetRequiredService<MetricsKeeper>().RunAsync);
            services.AddSide("History (stateDirectory)", provider => provider.GetRequiredService<HistoryKeeper>().RunAsync);
            services.AddSide("Status page (web.listen)", provider => provider.GetRequiredService<StatusPage>().RunAsync);
        }

        services.AddSingleton(options);
        services.AddSingleton<DisplayState>();
        if (options.Lcd.Spi is { } spi)
            services.AddSide("Display (lcd)", provider => new CabinetPanel(spi, options.Lcd.Night, provider.GetRequiredService<DisplayState>(), time).RunAsync);
        var watched = WatchdogTimeout.Read(Environment.GetEnvironmentVariable, Environment.ProcessId, out var warning);
        if (watched is { } timeout)
            services.AddSide("Watchdog", provider => new Watchdog(timeout, provider.GetRequiredService<ReportFeed>(), manager, time).RunAsync);
        var host = builder.Build();
        if (warning is not null)
            Log.Warning(host.Services.GetRequiredService<ILogger<Watchdog>>(), warning);
        ReportReadiness(host.Services.GetRequiredService<IHostApplicationLifetime>(), manager);
        return host;
    }

    // Under a wrapper or in a container systemd's lifetime does not know whose child it is, and says nothing.
    private static void ReportReadiness(IHostApplicationLifetime lifetime, NotifySocket manager)
    {
        if (!manager.IsEnabled || SystemdHelpers.IsSystemdService())
            return;
        lifetime.ApplicationStarted.Register(() => manager.Notify(ServiceState.Ready));
        lifetime.ApplicationStopping.Register(() => manager.Notify(ServiceState.Stopping));
    }

    private static ControlComposition Compose(WallboxOptions options, IServiceProvider provider)
    {
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        var logger = loggers.CreateLogger<ControlComposition>();
        var intent = provider.GetRequiredService<IntentFile>().Load(new Intent(options.Policy.Mode, null), out var warning);
        if (warning is not null)
            Log.Warning(logger, warning);
        Log.Started(logger, ProductVersion.Text, intent.Mode.Word(), intent.Limit?.ToString() ?? "none");
        var keeper = provider.GetRequiredService<MemoryKeeper>();
        keeper.Load();
        return new ControlComposition(options, intent, ControlParts.For(provider.GetRequiredService<TimeProvider>(), loggers) with { Memories = keeper.Memories });
    }

    private static void AddMqtt(IServiceCollection services, MqttOptions mqtt)
    {
        services.AddSingleton(mqtt);
        services.AddSingleton<Topics>();
        services.AddSingleton<DiscoveryMemory>();
        services.AddSingleton<DiscoveryDocuments>();
        services.AddSingleton<DiscoveryChange>();
        services.AddSingleton<IAnnouncements, DiscoveryAnnouncements>();
        services.AddSingleton<EventQueue>();
        services.AddSingleton<ProblemWatch>();
        services.AddSingleton<ReportTopics>();
        services.AddSingleton<StatePublisher>();
        services.AddSingleton<MqttCommandReceiver>();
        services.AddSingleton<MqttLink>();
        services.AddSingleton<IBrokerConnection>(provider => provider.GetRequiredService<MqttLink>());
        services.AddSide("Events", provider => provider.GetRequiredService<ProblemWatch>().RunAsync);
        services.AddSide("MQTT", provider => cancellation =>
        {
            provider.GetRequiredService<DiscoveryMemory>().Load();
            return provider.GetRequiredService<MqttLink>().RunAsync(cancellation);
        });
    }
}
