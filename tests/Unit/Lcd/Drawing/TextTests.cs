using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Tests.Unit.Lcd.Drawing;

public sealed class TextTests
{
    public static TheoryData<string> Fonts => ["6x12", "8x16", "12x24", "16x32", "32x64"];

    [Theory]
    [MemberData(nameof(Fonts))]
    public void Font_Embedded_HasItsSizeAndTheCharactersInUse(string size)
    {
        var font = Font(size);
        Assert.Equal(size, $"{font.Width}x{font.Height}");
        foreach (var character in "ABCXYZabcxyz0123456789 .:,-–()%/°äöüÄÖÜß?".EnumerateRunes())
            Assert.True(font.Has(character), $"{size} lacks {character}");
    }

    [Fact]
    public void Text_LetterA_IsTheGlyphOfTheFont() =>
        Assert.Equal(
            ["........", "........", ".#####..", "##...##.", "##...##.", "##...##.", "#######.", "##...##.", "##...##.", "##...##.", "##...##.", "##...##.", "........", "........", "........", "........"],
            Drawn("A", 0, 0, 8, 16));

    [Fact]
    public void Text_Umlaut_HasDotsAboveTheLetter()
    {
        var plain = Drawn("a", 0, 0, 8, 16);
        var umlaut = Drawn("ä", 0, 0, 8, 16);
        Assert.Equal(plain[5..], umlaut[5..]);
        Assert.NotEqual(plain[..5], umlaut[..5]);
    }

    [Fact]
    public void Text_CharacterTheFontLacks_IsABoxWithAQuestionMarkCutOut()
    {
        var question = Drawn("?", 0, 0, 8, 16);
        var inverted = question.Select(line => line.Replace('#', '-').Replace('.', '#').Replace('-', '.'));
        Assert.Equal(inverted, Drawn("☃", 0, 0, 8, 16));
        Assert.Equal(inverted, Drawn("😀", 0, 0, 8, 16));
    }

    [Theory]
    [InlineData(-3, -4)]
    [InlineData(4, 7)]
    [InlineData(-3, 7)]
    [InlineData(4, -4)]
    public void Text_OverTheEdge_IsCutThere(int x, int y)
    {
        var small = Drawn("AB", x, y, 10, 12);
        var large = Drawn("AB", x + 20, y + 20, 60, 60);
        Assert.Equal(large[20..32].Select(line => line[20..30]), small);
    }

    [Theory]
    [InlineData(-100, 0)]
    [InlineData(100, 0)]
    [InlineData(0, -100)]
    [InlineData(0, 100)]
    public void Text_Outside_DrawsNothing(int x, int y)
    {
        var canvas = new Canvas(10, 12);
        canvas.Text("AB", x, y, SpleenFonts.Size8x16, Colour.White);
        canvas.SmoothText("AB", x, y, SpleenFonts.Size8x16, 12, Colour.White);
        Assert.Equal(0, canvas.Ink());
    }

    [Theory]
    [InlineData(Align.Left, 40)]
    [InlineData(Align.Centre, 52)]
    [InlineData(Align.Right, 64)]
    public void Text_Aligned_StandsAtX(Align align, int x)
    {
        var expected = new Canvas(80, 16);
        expected.Text("kWh", 40, 0, SpleenFonts.Size8x16, Colour.White);
        var actual = new Canvas(80, 16);
        actual.Text("kWh", x, 0, SpleenFonts.Size8x16, Colour.White, align);
        Assert.Equal(expected.Lines(), actual.Lines());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("kWh", 24)]
    [InlineData("ä°", 16)]
    [InlineData("😀", 8)]
    public void Measure_Text_CountsCharacters(string text, int width) =>
        Assert.Equal(width, SpleenFonts.Size8x16.Measure(text));

    [Fact]
    public void SmoothText_AtTheFontsHeight_IsTheFont()
    {
        var expected = new Canvas(40, 20);
        expected.Text("Aß7", 3, 2, SpleenFonts.Size8x16, Colour.White);
        var actual = new Canvas(40, 20);
        actual.SmoothText("Aß7", 3, 2, SpleenFonts.Size8x16, 16, Colour.White);
        Assert.Equal(expected.Lines(), actual.Lines());
    }

    [Theory]
    [InlineData(48)]
    [InlineData(32)]
    [InlineData(20)]
    public void SmoothText_Smaller_KeepsItsShareOfInk(int height)
    {
        var large = new Canvas(96, 64);
        large.Text("8A", 0, 0, SpleenFonts.Size32x64, Colour.White);
        var small = new Canvas(96, 64);
        small.SmoothText("8A", 0, 0, SpleenFonts.Size32x64, height, Colour.White);
        var scale = Canvas.SmoothWidth(SpleenFonts.Size32x64, height) / 32.0 * (height / 64.0);
        Assert.Equal(1, small.Ink() / (large.Ink() * scale), tolerance: 0.03);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void SmoothText_HeightOutOfRange_IsRefused(int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Canvas(8, 8).SmoothText("A", 0, 0, SpleenFonts.Size8x16, height, Colour.White));

    [Fact]
    public void Drawing_AllKinds_AllocatesNothing()
    {
        var canvas = new Canvas(160, 128);
        Draw(canvas);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Draw(canvas);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Draw(Canvas canvas)
        {
            canvas.Fill(Colour.Black);
            canvas.Rectangle(1, 2, 3, 4, Colour.White);
            canvas.Bar(1, 2, 30, 4, 0.3f, Colour.White, Colour.Black);
            canvas.Line(1, 2, 30, 40, 2, Colour.White);
            canvas.Arc(80, 64, 20, 30, 10, 200, Colour.White);
            canvas.Text("Größe ☃", 3, 4, SpleenFonts.Size12x24, Colour.White, Align.Centre);
            canvas.SmoothText("12.3", 3, 4, SpleenFonts.Size32x64, 40, Colour.White, Align.Right);
        }
    }

    private static BitmapFont Font(string size) => size switch
    {
        "6x12" => SpleenFonts.Size6x12,
        "8x16" => SpleenFonts.Size8x16,
        "12x24" => SpleenFonts.Size12x24,
        "16x32" => SpleenFonts.Size16x32,
        _ => SpleenFonts.Size32x64,
    };

    private static string[] Drawn(string text, int x, int y, int width, int height)
    {
        var canvas = new Canvas(width, height);
        canvas.Text(text, x, y, SpleenFonts.Size8x16, Colour.White);
        return canvas.Lines();
    }
}
