using WallboxMqtt.Lcd.Drawing;
using WallboxMqtt.Lcd.Screens;

namespace WallboxMqtt.Tests.Unit.Lcd.Screens;

public sealed class PaletteTests
{
    // What stands on black, and what lies side by side in the gauge or follows it on the same place.
    private static readonly (string Name, Colour Colour)[] s_written =
        [("grid", Palette.Grid), ("sun", Palette.Sun), ("strong", Palette.Strong), ("quiet", Palette.Quiet), ("excess", Palette.Excess)];

    private static readonly (string Name, Colour Colour)[] s_gauge =
        [("track", Palette.Track), ("grid", Palette.Grid), ("sun", Palette.Sun), ("strong", Palette.Strong), ("excess", Palette.Excess)];

    public static TheoryData<string> Eyes => [.. ColourVision.All.Select(eye => eye.Name)];

    [Theory]
    [MemberData(nameof(Eyes))]
    public void Colours_ForEachKindOfEye_AreReadableOnBlack(string name)
    {
        var eye = ColourVision.All.Single(one => one.Name == name);
        Assert.Empty(s_written.Where(one => eye.Contrast(one.Colour, Palette.Background) < 4.5).Select(one => one.Name));
    }

    [Theory]
    [MemberData(nameof(Eyes))]
    public void ColoursOfTheGauge_ForEachKindOfEye_AreFarApart(string name)
    {
        var eye = ColourVision.All.Single(one => one.Name == name);
        var close =
            from one in Enumerable.Range(0, s_gauge.Length)
            from other in Enumerable.Range(one + 1, s_gauge.Length - one - 1)
            let far = eye.Difference(s_gauge[one].Colour, s_gauge[other].Colour)
            where far < 25
            select $"{s_gauge[one].Name} and {s_gauge[other].Name}: {far:0}";
        Assert.Empty(close);
    }

    [Fact]
    public void RedAndGreen_WithoutGreenCones_AreFoundTooClose()
    {
        var (red, green) = (Colour.FromRgb(170, 80, 0), Colour.FromRgb(90, 120, 0));
        Assert.True(ColourVision.All.Single(eye => eye.Name == "normal").Difference(red, green) > 40);
        Assert.True(ColourVision.All.Single(eye => eye.Name == "deuteranopia").Difference(red, green) < 25);
    }
}
