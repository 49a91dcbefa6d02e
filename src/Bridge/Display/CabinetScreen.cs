using WallboxMqtt.Balancer.Reports;
using WallboxMqtt.Bridge.Publishing;
using WallboxMqtt.Lcd.Drawing;
using WallboxMqtt.Lcd.Screens;

namespace WallboxMqtt.Bridge.Display;

/// <summary>
/// Which screen the cabinet's display shows at a moment: the main one; if there are notices, each of them for 6 s, and the main
/// one for 6 s again. Pure.
/// </summary>
/// <param name="Report">The latest report; null before the first.</param>
/// <param name="Broker">How the connection to the broker stands; null if it is not known.</param>
/// <param name="Address">Where the status page is; empty for nowhere.</param>
/// <param name="Up">How long the service has run.</param>
/// <param name="Now">The clock on the wall.</param>
internal sealed record CabinetScreen(CycleReport? Report, MqttStatus? Broker, string Address, TimeSpan Up, DateTimeOffset Now)
{
    private const int SecondsEach = 6;

    private static readonly TimeSpan s_greeting = TimeSpan.FromSeconds(6);

    /// <summary>Its language.</summary>
    internal CabinetWords Words { get; init; } = CabinetWords.English;

    /// <summary>The notice that is shown; null for the main screen.</summary>
    internal NoticeView? Notice
    {
        get
        {
            if (Report is null || Up < s_greeting)
                return CabinetNotices.Starting(Address, Now, Words);
            var notices = CabinetNotices.Of(Report, Broker, Now, Words);
            var turn = (int)(Now.ToUnixTimeSeconds() / SecondsEach % (notices.Count + 1));
            return turn < notices.Count ? notices[turn] : null;
        }
    }

    /// <summary>Draws it.</summary>
    internal void Draw(Canvas canvas)
    {
        if (Notice is { } notice)
            NoticeScreen.Draw(canvas, notice);
        else
            MainScreen.Draw(canvas, CabinetPicture.View(Report, Now, Words));
    }
}
