using System.Buffers.Binary;

namespace WallboxMqtt.Tests.Integration.Faults;

/// <summary>Cuts a stream into the protocol's units, so that a fault can strike one of them.</summary>
internal static class Framing
{
    private const int ModbusHeader = 6;

    /// <summary>The next Modbus TCP frame.</summary>
    internal static async Task<byte[]> ModbusAsync(Stream stream, CancellationToken cancellation)
    {
        var header = new byte[ModbusHeader];
        await stream.ReadExactlyAsync(header, cancellation);
        return await WithRestAsync(stream, header, BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(4)), cancellation);
    }

    /// <summary>The next MQTT control packet.</summary>
    internal static async Task<byte[]> MqttAsync(Stream stream, CancellationToken cancellation)
    {
        List<byte> header = [await ByteAsync(stream, cancellation)];
        var (length, shift) = (0, 0);
        do
        {
            header.Add(await ByteAsync(stream, cancellation));
            length |= (header[^1] & 0x7F) << shift;
            shift += 7;
        }
        while (header[^1] >= 0x80);
        return await WithRestAsync(stream, [.. header], length, cancellation);
    }

    private static async Task<byte[]> WithRestAsync(Stream stream, byte[] header, int length, CancellationToken cancellation)
    {
        var whole = new byte[header.Length + length];
        header.CopyTo(whole, 0);
        await stream.ReadExactlyAsync(whole.AsMemory(header.Length), cancellation);
        return whole;
    }

    private static async Task<byte> ByteAsync(Stream stream, CancellationToken cancellation)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, cancellation);
        return one[0];
    }
}
