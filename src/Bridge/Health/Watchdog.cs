using Microsoft.Extensions.Hosting.Systemd;
using WallboxMqtt.Balancer.Reports;

namespace WallboxMqtt.Bridge.Health;

/// <summary>
/// Signals to the service manager's watchdog that control lives: only after a report, and only if each charger's loop has finished a
/// round since the last signal. A timer would go on signalling for a loop that hangs.
/// </summary>
/// <param name="timeout">After what silence the manager restarts the service; a sign goes out at most every quarter of it.</param>
/// <param name="reports">Carries the loops' rounds.</param>
/// <param name="manager">Takes the signs.</param>
/// <param name="time">Monotonic clock.</param>
internal sealed class Watchdog(TimeSpan timeout, ReportFeed reports, ISystemdNotifier manager, TimeProvider time)
{
    private static readonly ServiceState s_alive = new("WATCHDOG=1");
    private long? _signedAt;

    /// <summary>Signs until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var report in reports.Follow(cancellation))
        {
            if (_signedAt is { } at && time.GetElapsedTime(at) < timeout / 4)
                continue;
            if (!LoopLife.AllSince(report, _signedAt))
                continue;
            _signedAt = time.GetTimestamp();
            manager.Notify(s_alive);
        }
    }
}
