using System.Buffers.Binary;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>RTU frames: unit, protocol data unit, CRC low byte first (Modbus over Serial Line V1.02, sections 2.5.1 and 6.2.2).</summary>
internal static class RtuFrame
{
    /// <summary>The longest frame.</summary>
    internal const int Maximum = 256;

    /// <summary>Unit, function with its flag, exception code, CRC: the shortest answer.</summary>
    internal const int ExceptionLength = 5;

    private const int WriteLength = 8;
    private const byte ExceptionFlag = 0x80;
    private const ushort Polynomial = 0xA001;

    /// <summary>The CRC as a number; on the line its low byte comes first.</summary>
    internal static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0xFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1);
        }

        return crc;
    }

    /// <summary>Writes a frame; its length.</summary>
    internal static int Write(byte unit, ReadOnlySpan<byte> pdu, Span<byte> frame)
    {
        frame[0] = unit;
        pdu.CopyTo(frame[1..]);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[(pdu.Length + 1)..], Crc(frame[..(pdu.Length + 1)]));
        return pdu.Length + 3;
    }

    /// <summary>How long the answer to a request frame is, unless it is a refusal.</summary>
    internal static int AnswerLength(ReadOnlySpan<byte> request) => (ModbusFunction)request[1] switch
    {
        ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters => ExceptionLength + (2 * BinaryPrimitives.ReadUInt16BigEndian(request[4..])),
        _ => WriteLength,
    };

    /// <summary>True if <paramref name="bytes"/> begin with the whole answer to a request frame, or with its refusal.</summary>
    internal static bool IsAnswer(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> request, out int length)
    {
        length = 0;
        if (!TryRead(bytes, out var found) || bytes[0] != request[0])
            return false;
        var refused = bytes[1] == (request[1] | ExceptionFlag);
        if (!refused && (bytes[1] != request[1] || found != AnswerLength(request)))
            return false;
        if (!refused && found == WriteLength && request[1] > (byte)ModbusFunction.ReadInputRegisters && !bytes[2..6].SequenceEqual(request[2..6]))
            return false;
        length = found;
        return true;
    }

    /// <summary>Where in <paramref name="bytes"/> a whole answer of <paramref name="unit"/> begins, to whatever request; -1 for nowhere.</summary>
    internal static int IndexOfAnswer(ReadOnlySpan<byte> bytes, byte unit)
    {
        for (var i = 0; i + ExceptionLength <= bytes.Length; i++)
        {
            if (bytes[i] == unit && TryRead(bytes[i..], out _))
                return i;
        }

        return -1;
    }

    /// <summary>True if <paramref name="bytes"/> begin with a whole answer of any unit, its CRC right; its length.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes.Length < ExceptionLength)
            return false;
        length = bytes[1] switch
        {
            3 or 4 => ExceptionLength + bytes[2],
            6 or 16 => WriteLength,
            > ExceptionFlag => ExceptionLength,
            _ => 0,
        };
        return length > 0 && bytes.Length >= length && BinaryPrimitives.ReadUInt16LittleEndian(bytes[(length - 2)..]) == Crc(bytes[..(length - 2)]);
    }
}
