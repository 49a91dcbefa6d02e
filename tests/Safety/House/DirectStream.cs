using System.Buffers.Binary;
using WallboxMqtt.Simulator.Evc04;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>
/// The service's end of a connection. While nothing is wrong with the line and it takes no time, the wallbox answers on the spot, which
/// makes a simulated hour several times cheaper; otherwise everything goes the long way, through both streams and the server.
/// </summary>
internal sealed class DirectStream(InMemoryStream near, SimulatedLine line) : Stream
{
    private const int Header = 7;
    private readonly byte[] _reply = new byte[260];
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end || near.IsClosed)
            return near.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, _end - _start);
        _reply.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return ValueTask.FromResult(count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!line.IsClear || near.IsClosed)
            return near.WriteAsync(buffer, cancellationToken);
        var frame = buffer.Span;
        frame[..Header].CopyTo(_reply);
        var length = line.Box.Answer(frame[Header..], _reply.AsSpan(Header));
        BinaryPrimitives.WriteUInt16BigEndian(_reply.AsSpan(4), (ushort)(length + 1));
        (_start, _end) = (0, length == 0 ? 0 : Header + length);
        return ValueTask.CompletedTask;
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
        line.Left(this);
        near.Dispose();
        base.Dispose(disposing);
    }
}
