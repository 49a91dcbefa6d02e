using System.Buffers.Binary;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// Holds each frame of a Modbus TCP connection against the request that is out. A frame that carries an earlier number of ours is
/// late or doubled: it is skipped. A gateway's constant manner is learnt: the first answer of a connection shows it, all that follow
/// must show the same, and the third proves it. Until then answers are taken only if nothing else can be meant: exactly one
/// request is out, none was left unanswered before, and function, byte count or echo fit. Anything else ends the connection.
/// </summary>
/// <param name="learnt">Receives what was proven.</param>
internal sealed class AnswerJudge(Action<string>? learnt)
{
    private const int Remembered = 64;
    private const int Proof = 3;

    private GatewayManner _manner;
    private long _asked;
    private ulong _open;
    private bool _missed;
    private int _frames;
    private int _answers;
    private int _proofs;
    private int _crcs;
    private int _doubles;
    private ushort _number;

    /// <summary>True while a late answer would be recognised by its number.</summary>
    internal bool KnowsLateAnswers => NumbersTell && (IsInOrder || _proofs >= Proof) && (!_manner.CrcBehind || _crcs >= Proof);

    /// <summary>True while the numbers of answers are those of their requests.</summary>
    internal bool NumbersTell => _manner.Numbers == Numbering.Ours;

    /// <summary>True if a CRC follows each frame.</summary>
    internal bool ExpectsCrc => _manner.CrcBehind;

    /// <summary>True between the first frame and the second: what follows there shows whether a CRC does.</summary>
    internal bool MayExpectCrc => _frames == 1;

    private bool IsInOrder => _manner is { Numbers: Numbering.Ours, Unit: null, CrcWithin: false };

    /// <summary>A request goes out.</summary>
    internal void Ask()
    {
        _missed |= (_open & 1) != 0;
        _open = (_open << 1) | 1;
        _asked++;
    }

    /// <summary>What a whole frame means for the request that is out.</summary>
    /// <param name="frame">Header and protocol data unit; the header is sound.</param>
    /// <param name="request">The request, as sent.</param>
    /// <returns>The length of the answer's protocol data unit; 0 if it answers an earlier request and must be skipped.</returns>
    /// <exception cref="ModbusLinkException">It belongs to no request of ours.</exception>
    internal int Judge(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> request)
    {
        _frames++;
        if (NumbersTell && IsEarlier(frame, request))
            return 0;
        var length = frame.Length - MbapFrame.HeaderLength;
        var shown = Evaluate(frame, request, ref length);
        var odd = shown is not { Numbers: Numbering.Ours, Unit: null, CrcWithin: false };
        var pdu = frame.Slice(MbapFrame.HeaderLength, length);
        var asked = request[MbapFrame.HeaderLength..];
        var refused = MbapFrame.Refuses(pdu, asked);
        if (odd && ((_missed && _answers == 0) || !(refused || MbapFrame.Answers(pdu, asked))))
            throw Stranger(frame, request);
        if (_answers > 0 && !Continues(shown, MbapFrame.Transaction(frame)))
            throw Stranger(frame, request);
        if (length > MbapFrame.MaximumPdu)
            throw new ModbusLinkException($"answer of impossible length {length + 1}");

        _open &= ~1UL;
        _answers = Math.Min(_answers + 1, Proof);
        _number = MbapFrame.Transaction(frame);
        _manner = shown with { CrcBehind = _manner.CrcBehind, Twice = _manner.Twice };
        // A refusal fits every request of its function: it proves nothing.
        if (odd && !refused && _proofs < Proof && ++_proofs == Proof)
            Learn();
        return length;
    }

    /// <summary>The CRC of the previous frame was found after it.</summary>
    internal void CrcFound()
    {
        _manner = _manner with { CrcBehind = true };
        if (_crcs < Proof && ++_crcs == Proof)
            Learn();
    }

    private static ModbusLinkException Stranger(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> request) => new(
        MbapFrame.Transaction(frame) != MbapFrame.Transaction(request)
            ? $"answer to transaction {MbapFrame.Transaction(frame)} instead of {MbapFrame.Transaction(request)}"
            : frame[6] != request[6] ? $"answer of unit {frame[6]} instead of {request[6]}"
            : $"answer to transaction {MbapFrame.Transaction(request)} of another form than those before");

    private bool IsEarlier(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> request)
    {
        var back = (ushort)(MbapFrame.Transaction(request) - MbapFrame.Transaction(frame));
        if (back == 0 || back > Math.Min(Remembered - 1, _asked - 1))
            return false;
        if ((_open >> back & 1) != 0)
            _open &= ~(1UL << back);
        else if (_asked - back == _doubles + 1 && _doubles < Proof && ++_doubles == Proof)
            LearnTwice();
        return true;
    }

    // What the frame shows by itself; of its number only whether it is the request's.
    private GatewayManner Evaluate(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> request, ref int length)
    {
        var crc = EndsInCrc(frame, request[MbapFrame.HeaderLength..]);
        if (crc)
            length -= MbapFrame.CrcLength;
        var number = MbapFrame.Transaction(frame);
        return new GatewayManner
        {
            Numbers = _manner.Numbers switch
            {
                Numbering.Other or Numbering.Constant when number == _number => Numbering.Constant,
                Numbering.Other or Numbering.Counting when number == (ushort)(_number + 1) => Numbering.Counting,
                Numbering.Ours or Numbering.Other or Numbering.Constant or Numbering.Counting =>
                    number == MbapFrame.Transaction(request) ? Numbering.Ours : Numbering.Other,
            },
            Unit = frame[6] == request[6] && frame[6] != _manner.Unit ? null : frame[6],
            CrcWithin = crc,
        };
    }

    private static bool EndsInCrc(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> request)
    {
        if (frame.Length < MbapFrame.HeaderLength + 2 + MbapFrame.CrcLength)
            return false;
        var bare = frame[..^MbapFrame.CrcLength];
        var pdu = bare[MbapFrame.HeaderLength..];
        return (MbapFrame.Answers(pdu, request) || MbapFrame.Refuses(pdu, request))
            && BinaryPrimitives.ReadUInt16LittleEndian(frame[bare.Length..]) == MbapFrame.Crc(bare);
    }

    private bool Continues(GatewayManner shown, ushort number) =>
        (shown.Numbers == _manner.Numbers || _manner.Numbers == Numbering.Other)
        && shown.Numbers != Numbering.Other
        && (_manner.Numbers == Numbering.Ours || number == _number || number == (ushort)(_number + 1))
        && shown.Unit == _manner.Unit
        && shown.CrcWithin == _manner.CrcWithin;

    private void LearnTwice()
    {
        _manner = _manner with { Twice = true };
        Learn();
    }

    private void Learn() => learnt?.Invoke(_manner.ToString());
}
