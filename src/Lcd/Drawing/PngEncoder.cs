using System.Buffers.Binary;
using System.IO.Compression;

namespace WallboxMqtt.Lcd.Drawing;

/// <summary>Writes a canvas as a PNG (W3C PNG, third edition): 8 bits of red, green and blue, no filter, one IDAT chunk.</summary>
public static class PngEncoder
{
    private const int LargestScale = 16;
    private const byte TrueColour = 2;
    private const byte NoFilter = 0;

    /// <summary>The file.</summary>
    /// <param name="canvas">What to write.</param>
    /// <param name="scale">How many pixels wide and high each pixel becomes: 1 to 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is out of range.</exception>
    public static byte[] Encode(Canvas canvas, int scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, LargestScale);

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR"u8, Header(canvas.Width * scale, canvas.Height * scale));
        WriteChunk(file, "IDAT"u8, CompressedRows(canvas, scale));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Width, height, bit depth, colour type, then compression, filter and interlace methods, all 0.
    private static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = TrueColour;
        return header;
    }

    private static byte[] CompressedRows(Canvas canvas, int scale)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + (canvas.Width * scale * 3)];
            row[0] = NoFilter;
            for (var y = 0; y < canvas.Height; y++)
            {
                FillRow(canvas, y, scale, row.AsSpan(1));
                for (var copy = 0; copy < scale; copy++)
                    zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static void FillRow(Canvas canvas, int y, int scale, Span<byte> row)
    {
        for (var x = 0; x < canvas.Width * scale; x++)
        {
            var colour = canvas[x / scale, y];
            row[x * 3] = colour.Red;
            row[(x * 3) + 1] = colour.Green;
            row[(x * 3) + 2] = colour.Blue;
        }
    }

    // Length of the data, type, data, CRC of type and data.
    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(type, data));
        file.Write(number);
    }
}
