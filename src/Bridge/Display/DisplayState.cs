using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Bridge.Display;

/// <summary>Knows what the cabinet's display shows now, whether or not there is one.</summary>
internal sealed class DisplayState(ReportFeed reports, IBrokerConnection broker, WallboxOptions options, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();

    /// <summary>The screen of this moment.</summary>
    internal CabinetScreen Now => new(
        reports.Latest, broker.Status, options.Web is { } web ? web.ReachedAt?.Authority ?? web.Listen.ToString() : "", time.GetElapsedTime(_startedAt), time.GetLocalNow())
    {
        Words = options.Lcd.German ? CabinetWords.German : CabinetWords.English,
    };
}
