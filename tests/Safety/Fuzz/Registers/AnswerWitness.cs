using System.Buffers.Binary;

namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>Judges an answer a second time, without the product's code (Modbus Application Protocol V1.1b3; messaging guide, 3.1.3).</summary>
internal static class AnswerWitness
{
    /// <summary>What all the bytes that are there mean as the answer to a request.</summary>
    internal static Answer Judge(ReadOnlySpan<byte> request, ReadOnlySpan<byte> received)
    {
        // The header: transaction, protocol and unit as in the request, and a length that came.
        if (received.Length < 9 || !received[..4].SequenceEqual(request[..4]) || received[6] != request[6])
            return Answer.Wrong;
        var length = BinaryPrimitives.ReadUInt16BigEndian(received[4..]);
        if (length is < 3 or > 254 || received.Length < 6 + length)
            return Answer.Wrong;
        var asked = request[7..];
        var told = received.Slice(7, length - 1);
        if (told.Length == 2 && told[0] == (asked[0] | 0x80))
            return Answer.Refusal;
        if (asked[0] == 6)
            return told.SequenceEqual(asked) ? Answer.Right : Answer.Wrong;
        var bytes = BinaryPrimitives.ReadUInt16BigEndian(asked[3..]) * 2;
        return told[0] == asked[0] && told[1] == bytes && told.Length == 2 + bytes ? Answer.Right : Answer.Wrong;
    }
}
