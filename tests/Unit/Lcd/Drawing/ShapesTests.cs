using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Tests.Unit.Lcd.Drawing;

public sealed class ShapesTests
{
    [Fact]
    public void Disc_Middle_IsRoundAndSymmetric()
    {
        var canvas = new Canvas(8, 8);
        canvas.Disc(4, 4, 3, Colour.White);
        Assert.Equal(["........", "..++++..", ".+####+.", ".+####+.", ".+####+.", ".+####+.", "..++++..", "........"], canvas.Lines());
    }

    [Theory]
    [InlineData(10f)]
    [InlineData(25.5f)]
    public void Disc_Radius_HasTheAreaOfACircle(float radius)
    {
        var canvas = new Canvas(64, 64);
        canvas.Disc(32, 32, radius, Colour.White);
        Assert.Equal(1, canvas.Ink() / (Math.PI * radius * radius), tolerance: 0.01);
    }

    [Theory]
    [InlineData(0f, 90f)]
    [InlineData(10f, 45f)]
    [InlineData(-95f, 190f)]
    [InlineData(123f, 300f)]
    [InlineData(0f, 360f)]
    [InlineData(0f, 1000f)]
    public void Arc_Sweep_HasItsShareOfTheRing(float start, float sweep)
    {
        var canvas = new Canvas(64, 64);
        canvas.Arc(32, 32, 20, 30, start, sweep, Colour.White);
        var expected = Math.PI * ((30 * 30) - (20 * 20)) * Math.Min(sweep, 360) / 360;
        Assert.Equal(1, canvas.Ink() / expected, tolerance: 0.02);
    }

    [Theory]
    [InlineData(0f, 48, 16)]
    [InlineData(90f, 48, 48)]
    [InlineData(180f, 16, 48)]
    [InlineData(270f, 16, 16)]
    public void Arc_QuarterFromItsStart_LiesClockwiseOfIt(float start, int x, int y)
    {
        var canvas = new Canvas(64, 64);
        canvas.Arc(32, 32, 0, 30, start, 90, Colour.White);
        Assert.Equal(Colour.White, canvas[x, y]);
        Assert.Equal(Colour.Black, canvas[63 - x, 63 - y]);
        Assert.Equal(Colour.Black, canvas[63 - x, y]);
        Assert.Equal(Colour.Black, canvas[x, 63 - y]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-10f)]
    [InlineData(float.NaN)]
    public void Arc_NoSweep_DrawsNothing(float sweep)
    {
        var canvas = new Canvas(16, 16);
        canvas.Arc(8, 8, 2, 7, 0, sweep, Colour.White);
        Assert.Equal(0, canvas.Ink());
    }

    [Fact]
    public void Arc_PartlyOutside_IsCutAtTheEdges()
    {
        var whole = new Canvas(40, 40);
        whole.Disc(20, 20, 15, Colour.White);
        var part = new Canvas(20, 20);
        part.Disc(0, 0, 15, Colour.White);
        for (var y = 0; y < 20; y++)
        {
            for (var x = 0; x < 20; x++)
                Assert.Equal(whole[x + 20, y + 20], part[x, y]);
        }
    }

    [Fact]
    public void Line_Horizontal_IsAsThickAsAsked()
    {
        var canvas = new Canvas(12, 6);
        canvas.Line(2, 3, 10, 3, 2, Colour.White);
        Assert.Equal("............", canvas.Lines()[1]);
        Assert.Equal("..########..", canvas.Lines()[2].Replace('+', '.'));
        Assert.Equal(canvas.Lines()[2], canvas.Lines()[3]);
        Assert.Equal("............", canvas.Lines()[4]);
    }

    [Fact]
    public void Line_Diagonal_HasItsLengthInInk()
    {
        var canvas = new Canvas(64, 64);
        canvas.Line(10, 10, 50, 50, 4, Colour.White);
        Assert.Equal(1, canvas.Ink() / ((4 * 40 * Math.Sqrt(2)) + (Math.PI * 4)), tolerance: 0.03);
    }

    [Fact]
    public void Line_WithoutLength_IsADot()
    {
        var canvas = new Canvas(9, 9);
        canvas.Line(4.5f, 4.5f, 4.5f, 4.5f, 3, Colour.White);
        Assert.Equal(Colour.White, canvas[4, 4]);
        Assert.Equal(1, canvas.Ink() / (Math.PI * 1.5 * 1.5), tolerance: 0.1);
    }

    [Fact]
    public void Shapes_FarOutside_DrawNothing()
    {
        var canvas = new Canvas(8, 8);
        canvas.Disc(-1e9f, 4, 10, Colour.White);
        canvas.Line(100, 100, 1e9f, 1e9f, 2, Colour.White);
        canvas.Arc(4, 400, 5, 10, 0, 360, Colour.White);
        Assert.Equal(0, canvas.Ink());
    }
}
