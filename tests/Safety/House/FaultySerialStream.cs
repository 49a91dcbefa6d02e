using System.Buffers.Binary;
using WallboxMqtt.Simulator.Modbus;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>
/// The wallbox's end of a serial line. Faults are written for frames of Modbus TCP: a frame is shown to them so and turned back, so that
/// what they do to unit, function and data happens here, too; what they do to the header alone has no meaning on a serial line.
/// </summary>
internal sealed class FaultySerialStream(Stream inner, SimulatedLine line, TimeProvider time) : Stream
{
    private const int Header = 7;
    private readonly byte[] _request = new byte[260];
    private readonly byte[] _reply = new byte[520];
    private int _requestLength;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        while (line.LosesRequests && read > 0)
            read = await inner.ReadAsync(buffer, cancellationToken);
        if (read is > 3 and < 250)
        {
            buffer[..(read - 2)].CopyTo(_request.AsMemory(Header - 1));
            _requestLength = Header + read - 3;
        }

        if (line.RequestDelay?.Invoke() is { Ticks: > 0 } delay)
            await Task.Delay(delay, time, cancellationToken);
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = Header + buffer.Length - 3;
        Array.Clear(_reply, 0, Header);
        BinaryPrimitives.WriteUInt16BigEndian(_reply.AsSpan(4), (ushort)(buffer.Length - 2));
        buffer[..^2].CopyTo(_reply.AsMemory(Header - 1));
        var reply = _reply.AsMemory(0, length);
        var deed = line.Meet(_request.AsSpan(0, _requestLength), ref reply);
        if (line.ReplyDelay?.Invoke() is { Ticks: > 0 } delay)
            await Task.Delay(delay, time, cancellationToken);
        var frame = SerialSlave.Frame(reply.Span[(Header - 1)..]);
        // Noise has no valid check sum.
        if (reply.Span[2] != 0)
            frame[^1] ^= 0x55;
        switch (deed)
        {
            case LineDeed.SendHalf or LineDeed.SendHalfAndClose:
                await inner.WriteAsync(frame.AsMemory(0, frame.Length / 2), cancellationToken);
                break;
            case LineDeed.Send or LineDeed.SendTwice:
                await inner.WriteAsync(frame, cancellationToken);
                if (deed == LineDeed.SendTwice)
                    await inner.WriteAsync(frame, cancellationToken);
                break;
        }

        if (deed is LineDeed.Close or LineDeed.SendHalfAndClose)
            throw new IOException("unplugged");
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
