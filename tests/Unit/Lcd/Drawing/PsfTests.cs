using System.Text;
using WallboxMqtt.Lcd.Drawing;

namespace WallboxMqtt.Tests.Unit.Lcd.Drawing;

public sealed class PsfTests
{
    // One glyph of 10 x 2 for 'A', 'ä' and (only in a sequence) 'B'; one for '?'.
    private static readonly byte[] s_version2 =
    [
        0x72, 0xB5, 0x4A, 0x86, 0, 0, 0, 0, 32, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 10, 0, 0, 0,
        0x80, 0x40, 0xFF, 0xC0, 0x00, 0x00, 0x0F, 0x00,
        (byte)'A', 0xC3, 0xA4, 0xFE, (byte)'B', 0xCC, 0x88, 0xFF, (byte)'?', 0xFF,
    ];

    [Fact]
    public void Psf_Version2_IsReadWithItsUnicodeTable()
    {
        var font = Psf.Parse(s_version2);

        Assert.Equal((10, 2), (font.Width, font.Height));
        Assert.Equal([0x80, 0x40, 0xFF, 0xC0], font.Rows(new Rune('A'), out var missing).ToArray());
        Assert.False(missing);
        Assert.Equal([0x80, 0x40, 0xFF, 0xC0], font.Rows(new Rune('ä'), out _).ToArray());
        Assert.False(font.Has(new Rune('B')));
        Assert.Equal([0x00, 0x00, 0x0F, 0x00], font.Rows(new Rune('B'), out missing).ToArray());
        Assert.True(missing);
    }

    [Fact]
    public void Psf_Version1_IsReadWithItsUnicodeTable()
    {
        var font = Psf.Parse(Version1(withTable: true));

        Assert.Equal((8, 1), (font.Width, font.Height));
        Assert.Equal([65], font.Rows(new Rune('A'), out var missing).ToArray());
        Assert.False(missing);
        Assert.Equal([65], font.Rows(new Rune('ä'), out _).ToArray());
        Assert.False(font.Has(new Rune('\u0308')));
    }

    [Fact]
    public void Psf_AnyCutOrForeignFile_IsRefused()
    {
        for (var length = 0; length < s_version2.Length; length++)
            Assert.Throws<InvalidDataException>(() => Psf.Parse(s_version2.AsSpan(0, length)));
        var version1 = Version1(withTable: true);
        for (var length = 0; length < version1.Length; length++)
            Assert.Throws<InvalidDataException>(() => Psf.Parse(version1.AsSpan(0, length)));
        Assert.Throws<InvalidDataException>(() => Psf.Parse("BDF or so"u8));
        Assert.Throws<InvalidDataException>(() => Psf.Parse(Version1(withTable: false)));
    }

    [Theory]
    [InlineData(8, 0xFF)]
    [InlineData(12, 0x00)]
    [InlineData(16, 0x00)]
    [InlineData(16, 0xFF)]
    [InlineData(20, 0x05)]
    [InlineData(24, 0x00)]
    [InlineData(28, 0x00)]
    [InlineData(31, 0xFF)]
    [InlineData(41, 0xFF)]
    public void Psf_ContradictoryHeader_IsRefused(int position, byte value)
    {
        var file = s_version2.ToArray();
        file[position] = value;
        Assert.Throws<InvalidDataException>(() => Psf.Parse(file));
    }

    // 256 glyphs of one row, each its own number; 'A' also serves 'ä' and a sequence.
    private static byte[] Version1(bool withTable)
    {
        var file = new List<byte> { 0x36, 0x04, (byte)(withTable ? 2 : 0), 1 };
        for (var glyph = 0; glyph < 256; glyph++)
            file.Add((byte)glyph);
        for (var glyph = 0; glyph < 256; glyph++)
        {
            file.AddRange([(byte)glyph, 0]);
            if (glyph == 'A')
                file.AddRange([0xE4, 0x01, 0xFE, 0xFF, (byte)'a', 0, 0x08, 0x03]);
            file.AddRange([0xFF, 0xFF]);
        }

        file[4 + 256 + (65 * 4) + 3] = 0x00;
        return [.. file];
    }
}
