using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Tests.Unit.Lcd.Drawing;

public sealed class ColourTests
{
    [Theory]
    [InlineData(255, 0, 0, 0xF800)]
    [InlineData(0, 255, 0, 0x07E0)]
    [InlineData(0, 0, 255, 0x001F)]
    [InlineData(255, 255, 255, 0xFFFF)]
    [InlineData(0, 0, 0, 0x0000)]
    [InlineData(0x12, 0x34, 0x56, 0x11AA)]
    public void Colour_FromRgb_IsPacked565(byte red, byte green, byte blue, ushort expected) =>
        Assert.Equal(expected, Colour.FromRgb(red, green, blue).Rgb565);

    [Fact]
    public void Colour_WidenedAndPackedAgain_IsTheSame()
    {
        for (var value = 0; value <= ushort.MaxValue; value++)
        {
            var colour = new Colour((ushort)value);
            Assert.Equal(colour, Colour.FromRgb(colour.Red, colour.Green, colour.Blue));
        }
    }

    [Theory]
    [InlineData(0, 0x0000)]
    [InlineData(Colour.Opaque, 0xFFFF)]
    [InlineData(Colour.Opaque / 2, 0x8410)]
    public void Colour_WhiteOverBlack_IsMixedByCoverage(int coverage, ushort expected) =>
        Assert.Equal(expected, Colour.White.Over(Colour.Black, coverage).Rgb565);
}
