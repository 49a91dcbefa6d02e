using WallboxMqtt.Bridge.Commands;
using WallboxMqtt.Bridge.Composition;
using WallboxMqtt.Bridge.Publishing;

namespace WallboxMqtt.Bridge.Metrics;

/// <summary>Counts along with the reports, and writes the metrics when asked. The control path knows nothing of it.</summary>
internal sealed class MetricsKeeper(ControlComposition control, CommandExecutor desk, IBrokerConnection broker, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly WallboxMetrics _metrics = new();

    /// <summary>Counts until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var report in control.Reports.Follow(cancellation))
        {
            lock (_gate)
            {
                _metrics.Count(report, broker.Status);
                Drain();
            }
        }
    }

    /// <summary>The metrics of this moment in Prometheus' text format (0.0.4).</summary>
    internal async Task<byte[]> WriteAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            Drain();
            _metrics.CountInput("inverter", control.Inbox.Taken, control.Inbox.Refused);
            _metrics.CountInput("command", desk.Accepted, desk.Refused);
            if (control.Reports.Latest is { } report)
                _metrics.Show(report, broker.Status, time);
        }

        using var text = new MemoryStream();
        await _metrics.WriteAsync(text, cancellation);
        return text.ToArray();
    }

    private void Drain()
    {
        while (control.Times.TryTake(out var taken))
            _metrics.Observe(taken);
    }
}
