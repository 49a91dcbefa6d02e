using System.Buffers.Binary;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>A request that another master sent on a serial line.</summary>
/// <param name="Unit">Whom it asks.</param>
/// <param name="Function">The Modbus function, 1 to 6.</param>
/// <param name="Address">First register as on the wire, 0-based.</param>
/// <param name="Word">How many registers; for functions 5 and 6 the value.</param>
public sealed record OverheardRequest(byte Unit, byte Function, ushort Address, ushort Word)
{
    // Unit, function, address, count or value, CRC (Modbus over Serial Line V1.02, section 2.5).
    private const int Length = 8;
    private const int HighestUnit = 247;
    private const int MostRegisters = 125;
    private const int MostBits = 2000;

    /// <summary>What a wallbox asks its own meter, as it was measured at an EVC04-AC11 whose plug CN20 is the bus of its power optimiser's meter.</summary>
    public static OverheardRequest MeterBus { get; } = new(1, 3, 0x500C, 6);

    /// <summary>The first request in bytes off a line, whatever stands before it; null for none. Answers to reads have other lengths.</summary>
    public static OverheardRequest? Find(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i + Length <= bytes.Length; i++)
        {
            if (Of(bytes.Slice(i, Length)) is { } request)
                return request;
        }

        return null;
    }

    private static OverheardRequest? Of(ReadOnlySpan<byte> frame)
    {
        var request = new OverheardRequest(frame[0], frame[1], BinaryPrimitives.ReadUInt16BigEndian(frame[2..]), BinaryPrimitives.ReadUInt16BigEndian(frame[4..]));
        return request.IsSound && BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) == RtuFrame.Crc(frame[..6]) ? request : null;
    }

    private bool IsSound => Unit is >= 1 and <= HighestUnit && Function switch
    {
        1 or 2 => Word is >= 1 and <= MostBits,
        3 or 4 => Word is >= 1 and <= MostRegisters,
        5 => Word is 0 or 0xFF00,
        6 => true,
        _ => false,
    };
}
