namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The wallbox's end of a connection, on which requests and replies meet with what the line does to them.</summary>
internal sealed class FaultyStream(Stream inner, SimulatedLine line, TimeProvider time) : Stream
{
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

    // The server reads a header, then the body: together they are the request that the next reply answers.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        while (line.LosesRequests && read > 0)
            read = await inner.ReadAsync(buffer, cancellationToken);
        if (_requestLength > 7)
            _requestLength = 0;
        buffer[..read].CopyTo(_request.AsMemory(_requestLength));
        _requestLength += read;
        if (_requestLength > 7 && line.RequestDelay?.Invoke() is { Ticks: > 0 } delay)
            await Task.Delay(delay, time, cancellationToken);
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.CopyTo(_reply);
        var reply = _reply.AsMemory(0, buffer.Length);
        var deed = line.Meet(_request.AsSpan(0, _requestLength), ref reply);
        if (line.ReplyDelay?.Invoke() is { Ticks: > 0 } delay)
            await Task.Delay(delay, time, cancellationToken);
        switch (deed)
        {
            case LineDeed.Swallow:
                return;
            case LineDeed.SendHalf or LineDeed.SendHalfAndClose:
                await inner.WriteAsync(reply[..(reply.Length / 2)], cancellationToken);
                break;
            case LineDeed.Send or LineDeed.SendTwice:
                await inner.WriteAsync(reply, cancellationToken);
                if (deed == LineDeed.SendTwice)
                    await inner.WriteAsync(reply, cancellationToken);
                break;
        }

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

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
