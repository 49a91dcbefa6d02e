using Microsoft.Extensions.Logging;
using MQTTnet;
using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Bridge.Configuration;

namespace WallboxMqtt.Bridge.Mqtt;

/// <summary>
/// The one owner of the connection to the broker: connects, runs a session until it ends, waits a little longer each time, begins
/// anew. It reads the reports and changes the intent; nothing on the control path knows of it.
/// </summary>
internal sealed class MqttLink(
    MqttOptions options, ReportFeed reports, CommandDesk desk, TimeProvider time, ILogger<MqttLink> logger)
{
    private static readonly TimeSpan s_steady = TimeSpan.FromSeconds(30);
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Random.Shared);
    private readonly TopicTree _topics = new(options.BaseTopic);
    private readonly MqttClientFactory _factory = new();
    private string? _told;

    /// <summary>What is known of the broker.</summary>
    internal MqttStatus Status { get; private set; } = new(false, time.GetUtcNow(), "not connected yet");

    /// <summary>Runs until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                using var client = _factory.CreateMqttClient();
                var session = new MqttSession(client, options, reports, desk, time, logger);
                await session.RunAsync(Connected, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost)
            {
                Lost(lost is OperationCanceledException ? "no answer in time" : lost.Message);
            }

            // A session that stood for a while was a good one: the next attempt comes soon.
            if (time.GetElapsedTime(began) > s_steady)
                _backoff.Reset();
            await Task.Delay(_backoff.Next(), time, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private void Connected()
    {
        Status = new MqttStatus(true, time.GetUtcNow(), null);
        _told = null;
        Log.Connected(logger, options.Url);
    }

    private void Lost(string fault)
    {
        Status = new MqttStatus(false, time.GetUtcNow(), fault);
        if (_told is null)
            Log.Lost(logger, options.Url, fault);
        _told = fault;
    }
}
