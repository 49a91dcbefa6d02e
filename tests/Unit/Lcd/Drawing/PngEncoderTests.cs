using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Tests.Unit.Lcd.Drawing;

public sealed class PngEncoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Png_Decoded_IsTheCanvasAtItsScale(int scale)
    {
        var canvas = new Canvas(5, 4);
        canvas.Rectangle(1, 1, 2, 2, Colour.FromRgb(255, 0, 0));
        canvas.Rectangle(3, 3, 2, 1, Colour.FromRgb(64, 160, 255));

        var png = DecodedPng.Read(PngEncoder.Encode(canvas, scale));

        Assert.Equal((5 * scale, 4 * scale), (png.Width, png.Height));
        for (var pixel = 0; pixel < png.Width * png.Height; pixel++)
        {
            var colour = canvas[pixel % png.Width / scale, pixel / png.Width / scale];
            Assert.Equal([colour.Red, colour.Green, colour.Blue], png.Rgb[(pixel * 3)..((pixel * 3) + 3)]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void Png_ScaleOutOfRange_IsRefused(int scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PngEncoder.Encode(new Canvas(1, 1), scale));

    // "123456789" is the check string of every CRC catalogue.
    [Fact]
    public void Crc32_CheckString_IsCbf43926() => Assert.Equal(0xCBF43926, Crc32.Of("1234"u8, "56789"u8));
}
