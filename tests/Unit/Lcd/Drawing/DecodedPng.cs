using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace WallboxMqtt.Tests.Unit.Lcd.Drawing;

/// <summary>A PNG of 8-bit red, green and blue without filters, as the encoder writes it. Checks all that a reader would.</summary>
internal sealed record DecodedPng(int Width, int Height, byte[] Rgb)
{
    public static DecodedPng Read(ReadOnlySpan<byte> file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8].ToArray());
        var header = Chunk(file[8..], "IHDR", out var rest);
        Assert.Equal([8, 2, 0, 0, 0], header[8..]);
        var width = BinaryPrimitives.ReadInt32BigEndian(header);
        var height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        var data = Chunk(rest, "IDAT", out rest);
        Assert.Empty(Chunk(rest, "IEND", out rest));
        Assert.True(rest.IsEmpty);

        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        var raw = rows.ToArray();
        Assert.Equal(height * (1 + (width * 3)), raw.Length);
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(0, raw[y * (1 + (width * 3))]);
            Array.Copy(raw, (y * (1 + (width * 3))) + 1, rgb, y * width * 3, width * 3);
        }

        return new DecodedPng(width, height, rgb);
    }

    private static byte[] Chunk(ReadOnlySpan<byte> file, string type, out ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(file);
        Assert.Equal(type, Encoding.ASCII.GetString(file.Slice(4, 4)));
        Assert.Equal(BitwiseCrc(file.Slice(4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(file[(8 + length)..]));
        rest = file[(12 + length)..];
        return file.Slice(8, length).ToArray();
    }

    // Bit by bit, without the encoder's table.
    private static uint BitwiseCrc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var octet in data)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
