using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Inverters;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Balancer.State;
using WallboxMqtt.Balancer.Timing;
using WallboxMqtt.Balancer.Units;
using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.HomeAssistant;
using WallboxMqtt.Bridge.Mqtt;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Integration.Mqtt;

/// <summary>The link with everything around it, wired as in the service.</summary>
internal sealed class LinkUnderTest : IAsyncDisposable, IIntentKeeper, ILoggerProvider, ILogger
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ILoggerFactory _logs;
    private readonly Task _running;

    public LinkUnderTest(int port, Func<MqttOptions, MqttOptions>? change = null, TimeProvider? time = null)
    {
        _logs = LoggerFactory.Create(logs => logs.AddProvider(this));
        var options = new MqttOptions { Url = new Uri($"mqtt://127.0.0.1:{port}"), Password = "do-not-log-me", User = "someone" };
        options = change?.Invoke(options) ?? options;
        var topics = new Topics(options);
        var catalogue = new EntityCatalogue(new GridCap(new Amperes(16), null, 3, null));
        var reportTopics = new ReportTopics(topics, catalogue, new StateDocument(catalogue), new DiscoveryAnnouncements(new DiscoveryDocuments(options, topics, catalogue)));
        var saver = new IntentSaver(Intents, this, TimeProvider.System, _logs.CreateLogger<IntentSaver>());
        var desk = new CommandExecutor(Intents, saver, TimeProvider.System);
        Link = new MqttLink(
            options,
            new StatePublisher(Feed, reportTopics, new EventQueue(TimeProvider.System), TimeProvider.System, _logs.CreateLogger<StatePublisher>()),
            new MqttCommandReceiver(topics, desk, TimeProvider.System, _logs.CreateLogger<MqttCommandReceiver>()),
            time ?? TimeProvider.System,
            _logs.CreateLogger<MqttLink>());
        Feed.Publish(Report(5600));
        _running = Task.WhenAll(Link.RunAsync(_stop.Token), saver.RunAsync(_stop.Token));
    }

    public MqttLink Link { get; }

    public ReportFeed Feed { get; } = new();

    public IntentStore Intents { get; } = new(new Intent(ChargingMode.PvBoost, null), new ChangeSignal());

    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>How often a line was logged that holds this.</summary>
    public int Count(string part) => Log.Count(line => line.Contains(part, StringComparison.Ordinal));

    public static CycleReport Report(double pv) => new(
        TimeProvider.System.GetUtcNow(),
        new Intent(ChargingMode.PvBoost, null),
        new InverterReport(InverterStatus.Ok, new InverterReading { Source = "ftp", Power = new Watts(pv), ArrivedAt = 1 }, TimeSpan.Zero, null),
        new BalancerReport(new Watts(11_040 + pv), new Watts(11_040), DecisionReason.PvBoost),
        [
            new ChargerReport
            {
                Id = "charger", Online = true, Setpoint = new Amperes(24), FailsafeCurrent = new Amperes(10),
                Reading = new ChargerReading { State = ChargerState.Charging, Charging = true, Vehicle = true, Power = new Watts(16_000) },
            },
        ]);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public Task Until(Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            Assert.False(_running.IsFaulted, _running.Exception?.ToString());
            return condition();
        },
        TimeSpan.FromSeconds(30),
        () => $"did not come true; the log:\n{string.Join('\n', Log)}");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Assert.DoesNotContain(Log, line => line.Contains("do-not-log-me", StringComparison.Ordinal));
        _logs.Dispose();
        _stop.Dispose();
    }

    public ValueTask<string?> SaveAsync(Intent intent, CancellationToken cancellation) => ValueTask.FromResult<string?>(null);

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel level, EventId id, TState state, Exception? fault, Func<TState, Exception?, string> format) =>
        Log.Enqueue($"{level}: {format(state, fault)}");

    void IDisposable.Dispose()
    {
    }
}
