using System.Buffers.Binary;
using System.Text;

namespace WallboxMqtt.Lcd.Drawing;

/// <summary>
/// Reads PC Screen Font files, version 1 and 2, with their Unicode table
/// (the format of the Linux console: kbd's <c>psf.h</c>). All numbers are little-endian.
/// </summary>
internal static class Psf
{
    private const int MostGlyphs = 65_536;
    private const int LargestSide = 256;

    /// <summary>Reads a font.</summary>
    /// <param name="file">The whole file, not compressed.</param>
    /// <exception cref="InvalidDataException">It is no PSF file, is cut short or has no Unicode table.</exception>
    public static BitmapFont Parse(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0x72, 0xB5, 0x4A, 0x86]))
            return ParseVersion2(file);
        if (file.StartsWith((ReadOnlySpan<byte>)[0x36, 0x04]))
            return ParseVersion1(file);
        throw new InvalidDataException("not a PSF font: neither the magic of version 1 nor that of version 2");
    }

    // Header: magic, mode (bit 0: 512 glyphs, bits 1 and 2: Unicode table), rows a glyph. The width is always 8.
    private static BitmapFont ParseVersion1(ReadOnlySpan<byte> file)
    {
        Require(file.Length >= 4, "the header is cut short");
        var mode = file[2];
        var height = file[3];
        var count = (mode & 0x01) != 0 ? 512 : 256;
        Require(height > 0, "a glyph has no rows");
        Require((mode & 0x06) != 0, "no Unicode table");
        var glyphs = Slice(file, 4, (long)count * height);
        return new BitmapFont(8, height, glyphs.ToArray(), height, ReadUtf16Table(file[(4 + glyphs.Length)..], count));
    }

    // Header: magic, version, header size, flags (bit 0: Unicode table), glyphs, bytes a glyph, height, width.
    private static BitmapFont ParseVersion2(ReadOnlySpan<byte> file)
    {
        Require(file.Length >= 32, "the header is cut short");
        var headerSize = Field(file, 2);
        var flags = Field(file, 3);
        var count = Field(file, 4);
        var bytesPerGlyph = Field(file, 5);
        var height = Field(file, 6);
        var width = Field(file, 7);
        Require(width is > 0 and <= LargestSide && height is > 0 and <= LargestSide, "a glyph's size is out of range");
        Require(count is > 0 and <= MostGlyphs, "the number of glyphs is out of range");
        Require(bytesPerGlyph == height * ((width + 7) / 8), "bytes a glyph and the glyph's size disagree");
        Require((flags & 1) != 0, "no Unicode table");
        var glyphs = Slice(file, headerSize, (long)count * bytesPerGlyph);
        return new BitmapFont(width, height, glyphs.ToArray(), bytesPerGlyph, ReadUtf8Table(file[(headerSize + glyphs.Length)..], count));
    }

    // For each glyph: its characters as UTF-16, then sequences each led by FFFE, then FFFF. Sequences are not used here.
    private static Dictionary<int, int> ReadUtf16Table(ReadOnlySpan<byte> table, int count)
    {
        var glyphs = new Dictionary<int, int>();
        var glyph = 0;
        var inSequence = false;
        for (; table.Length >= 2 && glyph < count; table = table[2..])
        {
            var value = BinaryPrimitives.ReadUInt16LittleEndian(table);
            if (value == 0xFFFF)
            {
                glyph++;
                inSequence = false;
            }
            else if (value == 0xFFFE)
            {
                inSequence = true;
            }
            else if (!inSequence)
            {
                glyphs.TryAdd(value, glyph);
            }
        }

        Require(glyph == count, "the Unicode table is cut short");
        return glyphs;
    }

    // The same in UTF-8, with FE and FF, which occur in no UTF-8 text, in place of FFFE and FFFF.
    private static Dictionary<int, int> ReadUtf8Table(ReadOnlySpan<byte> table, int count)
    {
        var glyphs = new Dictionary<int, int>();
        for (var glyph = 0; glyph < count; glyph++)
        {
            var end = table.IndexOf((byte)0xFF);
            Require(end >= 0, "the Unicode table is cut short");
            var entry = table[..end];
            table = table[(end + 1)..];
            var sequences = entry.IndexOf((byte)0xFE);
            if (sequences >= 0)
                entry = entry[..sequences];
            while (!entry.IsEmpty)
            {
                Require(Rune.DecodeFromUtf8(entry, out var character, out var used) == System.Buffers.OperationStatus.Done, "the Unicode table is not UTF-8");
                glyphs.TryAdd(character.Value, glyph);
                entry = entry[used..];
            }
        }

        return glyphs;
    }

    private static int Field(ReadOnlySpan<byte> file, int index)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(file[(index * 4)..]);
        Require(value <= int.MaxValue, "a header field is out of range");
        return (int)value;
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> file, int start, long length)
    {
        Require(start >= 0 && start + length <= file.Length, "the glyphs are cut short");
        return file.Slice(start, (int)length);
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidDataException($"PSF font: {otherwise}");
    }
}
