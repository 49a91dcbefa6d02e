using WallboxMqtt.Balancer.Chargers;
using WallboxMqtt.Balancer.Policy;
using WallboxMqtt.Bridge.Display;
using WallboxMqtt.Bridge.Problems;
using WallboxMqtt.Lcd.Drawing;
using WallboxMqtt.Lcd.Screens;

namespace WallboxMqtt.Tests.Unit.Display;

/// <summary>Every word of the display has its place there: nothing is cut, nothing is missing in the font.</summary>
public sealed class CabinetWordsTests
{
    private const string Current = "16\u00A0A";
    private const string Silent = "119\u00A0min";

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Notices_OfEachLanguage_FitTheirLines(string language)
    {
        var words = Of(language);
        (string Title, string Text)[] notices =
        [
            .. Enum.GetValues<ProblemKind>().SelectMany(kind => new[] { words.Problem(kind, Current, Silent), words.Problem(kind, null, Silent) }),
            words.Asleep(Silent), words.Off, words.NoBroker("22:22"), words.Starting("10.20.30-rc1", "192.168.178.222:65535"), words.Starting("1.0.0", ""),
            words.Ending(Current), words.Ending(null),
        ];
        Assert.All(notices, notice =>
        {
            Assert.InRange(notice.Title.Length, 1, 10);
            var lines = NoticeScreen.Wrap(notice.Text, 19, 100);
            Assert.InRange(lines.Count, 1, 5);
            if (!notice.Text.Contains("65535", StringComparison.Ordinal))
                Assert.Equal(notice.Text, string.Join(' ', lines));
            Assert.All(notice.Text.Replace('\u00A0', ' ').EnumerateRunes(), rune => Assert.True(SpleenFonts.Size8x16.Has(rune), $"no glyph for {rune}"));
        });
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void MainScreen_OfEachLanguage_CutsNoWord(string language)
    {
        var words = Of(language);
        Assert.All(Enum.GetValues<ChargingMode>(), mode => Assert.InRange(words.Mode(mode).Length, 1, 13));
        Assert.All([null, .. Enum.GetValues<ChargerState>().Cast<ChargerState?>()], state => Assert.InRange(words.State(state).Length, 1, 11));
        Assert.All(
            [words.NoWallbox, words.SeeWallbox, words.NoInverter, words.Held("32 A", "300 s")],
            status => Assert.InRange(status.Length, 1, 17));
    }

    [Fact]
    public void Languages_SayDifferentThings()
    {
        Assert.All(Enum.GetValues<ProblemKind>(), kind => Assert.NotEqual(Of("en").Problem(kind, Current, Silent), Of("de").Problem(kind, Current, Silent)));
        Assert.All(Enum.GetValues<ChargingMode>(), mode => Assert.NotEqual(Of("en").Mode(mode), Of("de").Mode(mode)));
    }

    private static CabinetWords Of(string language) => language == "de" ? CabinetWords.German : CabinetWords.English;
}
