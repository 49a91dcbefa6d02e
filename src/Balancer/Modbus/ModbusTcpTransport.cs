using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace WallboxMqtt.Balancer.Modbus;

/// <summary>
/// Modbus TCP framing over any stream (MODBUS Messaging on TCP/IP Implementation Guide V1.0b, section 3.1.3). What was received stays
/// between exchanges: an answer that comes after its time is recognised by its number and skipped, so that a timeout does not cost
/// the connection. It does if the peer numbers its answers in its own way, after several silent requests in a row, and if an
/// answer that began never completes.
/// </summary>
/// <param name="stream">The connection.</param>
/// <param name="learnt">Receives a gateway's manner, in words, once it is proven.</param>
public sealed class ModbusTcpTransport(Stream stream, Action<string>? learnt = null) : IModbusTransport
{
    // After this many requests in a row without an answer, the connection is dead, or half open.
    private const int MostSilences = 3;

    private readonly byte[] _outgoing = new byte[MbapFrame.Maximum];
    private readonly byte[] _incoming = new byte[2 * MbapFrame.Maximum];
    private readonly AnswerJudge _judge = new(learnt);
    private ushort _transaction;
    private int _count;
    private int _silences;
    private ushort? _crcDue;
    private bool _halfFrame;
    private bool _over;

    /// <inheritdoc />
    public bool OutlivesSilence => !_over;

    private ReadOnlySpan<byte> Received => _incoming.AsSpan(0, _count);

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ExchangeAsync(
        byte unit, ReadOnlyMemory<byte> request, Memory<byte> reply, CancellationToken cancellation)
    {
        if (_over)
            throw new ModbusLinkException("this connection has failed before");
        _over = true;
        _halfFrame = _count > 0;
        var length = MbapFrame.Write(++_transaction, unit, request.Span, _outgoing);
        _judge.Ask();
        var sent = false;
        try
        {
            RefuseStray();
            await stream.WriteAsync(_outgoing.AsMemory(0, length), cancellation);
            sent = true;
            int answered;
            while (!TryTake(length, reply.Span, out answered))
            {
                var read = await stream.ReadAsync(_incoming.AsMemory(_count), cancellation);
                if (read == 0)
                    throw new ModbusLinkException("the device closed the connection");
                _count += read;
            }

            _silences = 0;
            _over = false;
            return answered;
        }
        catch (OperationCanceledException) when (sent)
        {
            Silent();
            throw;
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            throw new ModbusLinkException($"the connection broke: {broken.Message}", broken);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    // Without numbers, bytes received before a request is sent would be taken for its answer.
    private void RefuseStray()
    {
        if (_judge.NumbersTell)
            return;
        var due = _crcDue is null ? 0 : MbapFrame.CrcLength;
        if (_count > due || (due == 0 && stream is NetworkStream { DataAvailable: true }))
            throw new ModbusLinkException("bytes arrived that answer no request");
    }

    // Takes whole frames off what was received until one is the answer.
    private bool TryTake(int requestLength, Span<byte> reply, out int length)
    {
        length = 0;
        while (TakeCrc() && _count >= MbapFrame.HeaderLength)
        {
            if (MbapFrame.Fault(Received) is { } fault)
                throw IsRtu() ? OtherFraming() : new ModbusLinkException(fault);
            var whole = MbapFrame.Length(Received);
            if (_count < whole)
                return false;
            var frame = Received[..whole];
            length = _judge.Judge(frame, _outgoing.AsSpan(0, requestLength));
            frame.Slice(MbapFrame.HeaderLength, length).CopyTo(reply);
            _crcDue = _judge.ExpectsCrc || _judge.MayExpectCrc ? MbapFrame.Crc(frame) : null;
            Drop(whole);
            if (length > 0)
                return true;
        }

        return false;
    }

    // False while a CRC after the previous frame is still to come.
    private bool TakeCrc()
    {
        if (_crcDue is not { } crc)
            return true;
        if (!_judge.ExpectsCrc && (_count < MbapFrame.HeaderLength || MbapFrame.Fault(Received) is null))
        {
            // Two frames in order, one after the other: there is none.
            if (_count >= MbapFrame.HeaderLength)
                _crcDue = null;
            return _count >= MbapFrame.HeaderLength;
        }

        if (_count < MbapFrame.CrcLength)
            return false;
        if (BinaryPrimitives.ReadUInt16LittleEndian(Received) == crc)
        {
            _judge.CrcFound();
            Drop(MbapFrame.CrcLength);
        }
        else if (_judge.ExpectsCrc)
        {
            throw new ModbusLinkException("the CRC after an answer is missing or wrong");
        }

        _crcDue = null;
        return true;
    }

    // The token has struck while an answer was waited for.
    private void Silent()
    {
        if (IsRtu())
            throw OtherFraming();
        if (_halfFrame)
            throw new ModbusLinkException("an answer that began was never completed");
        _over = ++_silences >= MostSilences || !_judge.KnowsLateAnswers;
    }

    private bool IsRtu() => _count > 2 && _incoming[0] == _outgoing[6]
        && (RtuFrame.TryRead(Received, out _)
            || (_incoming[1] is 3 or 4 && _incoming[1] == _outgoing[MbapFrame.HeaderLength] && _incoming[2] == 2 * _outgoing[MbapFrame.HeaderLength + 4]));

    private static ModbusLinkException OtherFraming() =>
        new("it answers in RTU frames: set the converter to Modbus TCP, or write rtu+tcp:// in the URL") { OtherFraming = true };

    private void Drop(int bytes)
    {
        _incoming.AsSpan(bytes, _count - bytes).CopyTo(_incoming);
        _count -= bytes;
        _halfFrame = false;
    }
}
