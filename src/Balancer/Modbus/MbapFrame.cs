using System.Buffers.Binary;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// Modbus TCP frames (MODBUS Messaging on TCP/IP Implementation Guide V1.0b, section 3.1.3): transaction 0..1, protocol 2..3 (0),
/// length 4..5 (unit and protocol data unit), unit 6, protocol data unit.
/// </summary>
internal static class MbapFrame
{
    /// <summary>Bytes before the protocol data unit.</summary>
    internal const int HeaderLength = 7;

    /// <summary>The longest protocol data unit.</summary>
    internal const int MaximumPdu = 253;

    /// <summary>The longest frame, with a CRC that some gateways leave on it.</summary>
    internal const int Maximum = HeaderLength + MaximumPdu + CrcLength;

    /// <summary>Bytes of a CRC.</summary>
    internal const int CrcLength = 2;

    private const byte ExceptionFlag = 0x80;

    /// <summary>Writes a request; its length.</summary>
    internal static int Write(ushort transaction, byte unit, ReadOnlySpan<byte> pdu, Span<byte> frame)
    {
        BinaryPrimitives.WriteUInt16BigEndian(frame, transaction);
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], (ushort)(pdu.Length + 1));
        frame[6] = unit;
        pdu.CopyTo(frame[HeaderLength..]);
        return HeaderLength + pdu.Length;
    }

    /// <summary>The transaction number of a frame.</summary>
    internal static ushort Transaction(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt16BigEndian(frame);

    /// <summary>What the header's length means for the whole frame.</summary>
    internal static int Length(ReadOnlySpan<byte> header) => 6 + BinaryPrimitives.ReadUInt16BigEndian(header[4..]);

    /// <summary>Null if the header is one of Modbus TCP; what is wrong with it otherwise.</summary>
    internal static string? Fault(ReadOnlySpan<byte> header)
    {
        if (BinaryPrimitives.ReadUInt16BigEndian(header[2..]) is var protocol and not 0)
            return $"answer of protocol {protocol} instead of 0";
        return Length(header) is < HeaderLength + 1 or > Maximum ? $"answer of impossible length {Length(header) - 6}" : null;
    }

    /// <summary>The CRC of an RTU frame that holds what this frame holds.</summary>
    internal static ushort Crc(ReadOnlySpan<byte> frame) => RtuFrame.Crc(frame[(HeaderLength - 1)..]);

    /// <summary>True if both protocol data units fit: function and byte count, or the echo of what was written.</summary>
    internal static bool Answers(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> request) =>
        answer.Length >= 2 && answer[0] == request[0] && (ModbusFunction)request[0] switch
        {
            ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters => answer.Length == AnswerLength(request) && answer[1] == answer.Length - 2,
            _ => answer.Length == AnswerLength(request) && answer[1..].SequenceEqual(request[1..5]),
        };

    /// <summary>True if the protocol data unit refuses the request.</summary>
    internal static bool Refuses(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> request) =>
        answer.Length == 2 && answer[0] == (request[0] | ExceptionFlag) && answer[1] != 0;

    private static int AnswerLength(ReadOnlySpan<byte> request) => (ModbusFunction)request[0] switch
    {
        ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters => 2 + (2 * BinaryPrimitives.ReadUInt16BigEndian(request[3..])),
        _ => 5,
    };
}
