using WallboxMqtt.Bridge.Settings;
using WallboxMqtt.Lcd;
using WallboxMqtt.Lcd.Screens;

namespace WallboxMqtt.Bridge.Display;

/// <summary>Keeps the panel up to date: looks five times a second, draws where something changed, and dims at night.</summary>
internal sealed class CabinetDisplay(IPanel panel, Func<CabinetScreen> now, NightOptions? night, TimeProvider time)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1.5);

    /// <summary>Draws until cancelled; then a last picture for a moment.</summary>
    /// <exception cref="IOException">The panel is gone.</exception>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        var canvas = CabinetPicture.NewCanvas();
        CabinetScreen? shown = null;
        double? brightness = null;
        try
        {
            while (true)
            {
                var screen = now();
                if (shown is null || !ReferenceEquals(screen.Report, shown.Report) || screen.Now.ToUnixTimeSeconds() != shown.Now.ToUnixTimeSeconds())
                {
                    screen.Draw(canvas);
                    panel.Show(canvas.Pixels);
                    shown = screen;
                }

                var wanted = night is null || screen.Notice is { Kind: NoticeKind.Fault } ? 1 : night.At(TimeOnly.FromDateTime(screen.Now.DateTime));
                if (wanted != brightness)
                    panel.SetBrightness(wanted);
                brightness = wanted;
                await Task.Delay(s_look, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            var last = now();
            NoticeScreen.Draw(canvas, CabinetNotices.Ending(last.Report, last.Now, last.Words));
            panel.Show(canvas.Pixels);
            await Task.Delay(s_farewell, time, CancellationToken.None);
        }
    }
}
