using System.Buffers.Binary;

namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>Judges the answers of one connection a second time, without the product's code (Modbus Application Protocol V1.1b3; messaging guide, 3.1.3).</summary>
internal sealed class AnswerWitness
{
    private const int Header = 7;
    private const int Remembered = 63;
    private readonly List<byte> _bytes = [];
    private bool _inOrder;
    private bool _odd;
    private bool _silent;

    /// <summary>The words of the latest answer that was right, or odd.</summary>
    internal ushort[] Words { get; private set; } = [];

    /// <summary>What the bytes of the connection mean as the answer to a request, once these have been added.</summary>
    internal Answer Judge(ReadOnlySpan<byte> request, ReadOnlySpan<byte> added, bool late)
    {
        _bytes.AddRange(added);
        Words = [];
        if (late || !Next(request, out var frame))
        {
            _silent = true;
            return Answer.Silence;
        }

        var kind = frame is null ? Answer.Wrong : Kind(request[Header..], frame.AsSpan(Header));
        if (kind is not (Answer.Right or Answer.Refusal))
            return Answer.Wrong;
        if (kind == Answer.Right && request[Header] != 6)
            Words = [.. Enumerable.Range(0, frame![8] / 2).Select(i => (ushort)((frame[9 + (i * 2)] << 8) | frame[10 + (i * 2)]))];
        if (Number(frame) == Number(request) && frame![6] == request[6] && !_odd)
        {
            _inOrder = true;
            return kind;
        }

        if (_inOrder || (_silent && !_odd))
            return Answer.Wrong;
        _odd = true;
        return Answer.Odd;
    }

    // The first frame that answers no earlier request; null where no frame can be made of what is there; false where more must come.
    private bool Next(ReadOnlySpan<byte> request, out byte[]? frame)
    {
        frame = null;
        while (_bytes.Count >= Header)
        {
            var length = (_bytes[4] << 8) | _bytes[5];
            if (_bytes[2] != 0 || _bytes[3] != 0 || length is < 2 or > 256)
                return true;
            if (_bytes.Count < 6 + length)
                return false;
            var whole = _bytes[..(6 + length)].ToArray();
            _bytes.RemoveRange(0, whole.Length);
            var back = Number(request) - Number(whole);
            if (back is < 1 or > Remembered || Number(whole) == 0 || _odd)
            {
                frame = whole;
                return true;
            }
        }

        return false;
    }

    private static Answer Kind(ReadOnlySpan<byte> asked, ReadOnlySpan<byte> reported)
    {
        if (reported.Length == 2 && reported[0] == (asked[0] | 0x80))
            return Answer.Refusal;
        if (asked[0] == 6)
            return reported.SequenceEqual(asked) ? Answer.Right : Answer.Wrong;
        var bytes = BinaryPrimitives.ReadUInt16BigEndian(asked[3..]) * 2;
        return reported.Length >= 2 && reported[0] == asked[0] && reported[1] == bytes && reported.Length == 2 + bytes ? Answer.Right : Answer.Wrong;
    }

    private static int Number(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt16BigEndian(frame);
}
