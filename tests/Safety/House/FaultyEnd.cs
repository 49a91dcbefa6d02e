using System.Diagnostics;

namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The wallbox's end of a line, on which requests and replies meet with what the line does to them.</summary>
internal abstract class FaultyEnd(Stream inner, SimulatedLine line, TimeProvider time) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The request that the next reply answers, as a frame of Modbus TCP.</summary>
    protected abstract ReadOnlySpan<byte> Request { get; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        while (line.LosesRequests && read > 0)
            read = await inner.ReadAsync(buffer, cancellationToken);
        if (Take(buffer.Span[..read]) && line.RequestDelay?.Invoke() is { Ticks: > 0 } delay)
            await Task.Delay(delay, time, cancellationToken);
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reply = Show(buffer.Span);
        var deed = line.Answer(Request, ref reply);
        if (line.ReplyDelay?.Invoke() is { Ticks: > 0 } delay)
            await Task.Delay(delay, time, cancellationToken);
        var frame = TurnBack(reply);
        var (times, length) = deed switch
        {
            LineDeed.Send => (1, frame.Length),
            LineDeed.SendTwice => (2, frame.Length),
            LineDeed.SendHalf or LineDeed.SendHalfAndClose => (1, frame.Length / 2),
            LineDeed.Swallow or LineDeed.Close => (0, 0),
            _ => throw new UnreachableException(),
        };
        for (; times > 0; times--)
            await inner.WriteAsync(frame[..length], cancellationToken);
        if (deed is LineDeed.Close or LineDeed.SendHalfAndClose)
            throw new IOException("closed by the line");
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Takes what was read.</summary>
    /// <returns>True where a request is complete.</returns>
    protected abstract bool Take(ReadOnlySpan<byte> read);

    /// <summary>A reply as a frame of Modbus TCP, which faults may change.</summary>
    protected abstract Memory<byte> Show(ReadOnlySpan<byte> reply);

    /// <summary>The bytes of such a frame on this line.</summary>
    protected abstract ReadOnlyMemory<byte> TurnBack(ReadOnlyMemory<byte> reply);

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
