using WallboxMqtt.Balancer.Control;
using WallboxMqtt.Lcd;

namespace WallboxMqtt.Bridge.Display;

/// <summary>Draws each report on the panel, at most five times a second; the latest one wins.</summary>
internal sealed class CabinetDisplay(IPanel panel, ReportFeed reports, TimeProvider time)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(0.2);

    /// <summary>Draws until cancelled.</summary>
    /// <exception cref="IOException">The panel is gone.</exception>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        var canvas = CabinetPicture.NewCanvas();
        CabinetPicture.Draw(canvas, null, time);
        panel.Show(canvas.Pixels);
        await foreach (var report in reports.Follow(cancellation))
        {
            CabinetPicture.Draw(canvas, report, time);
            panel.Show(canvas.Pixels);
            await Task.Delay(s_shortest, time, cancellation);
        }
    }
}
