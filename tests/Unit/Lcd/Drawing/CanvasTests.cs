using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Tests.Unit.Lcd.Drawing;

public sealed class CanvasTests
{
    [Theory]
    [InlineData(1, 1, 2, 1, new[] { "....", ".##.", "...." })]
    [InlineData(-5, -5, 7, 6, new[] { "##..", "....", "...." })]
    [InlineData(3, 2, 9, 9, new[] { "....", "....", "...#" })]
    [InlineData(4, 0, 1, 3, new[] { "....", "....", "...." })]
    [InlineData(0, 0, 0, 3, new[] { "....", "....", "...." })]
    [InlineData(0, 0, -2, 3, new[] { "....", "....", "...." })]
    [InlineData(int.MinValue, 1, int.MaxValue, 1, new[] { "....", "....", "...." })]
    [InlineData(1, 1, int.MaxValue, int.MaxValue, new[] { "....", ".###", ".###" })]
    public void Rectangle_AnyPlace_IsCutAtTheEdges(int left, int top, int width, int height, string[] expected)
    {
        var canvas = new Canvas(4, 3);
        canvas.Rectangle(left, top, width, height, Colour.White);
        Assert.Equal(expected, canvas.Lines());
    }

    [Fact]
    public void Fill_Colour_ReachesEveryPixel()
    {
        var canvas = new Canvas(3, 2);
        canvas.Fill(Colour.White);
        Assert.Equal(["###", "###"], canvas.Lines());
    }

    [Theory]
    [InlineData(0f, "....")]
    [InlineData(0.5f, "##..")]
    [InlineData(0.625f, "##+.")]
    [InlineData(1f, "####")]
    [InlineData(7f, "####")]
    [InlineData(-1f, "....")]
    [InlineData(float.NaN, "....")]
    public void Bar_Fraction_FillsFromTheLeft(float fraction, string expected)
    {
        var canvas = new Canvas(4, 1);
        canvas.Bar(0, 0, 4, 1, fraction, Colour.White, Colour.Black);
        Assert.Equal([expected], canvas.Lines());
    }

    [Fact]
    public void Indexer_Outside_IsRefused()
    {
        var canvas = new Canvas(4, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas[4, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas[0, -1]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(4097, 1)]
    public void Canvas_SizeOutOfRange_IsRefused(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Canvas(width, height));
}
