namespace WallboxMqtt.Simulator.Evc04;

/// <summary>Two streams, each other's ends, without a network: for simulated time.</summary>
public sealed class InMemoryStream : Stream
{
    private readonly Lock _gate = new();
    private byte[] _received = new byte[512];
    private int _start;
    private int _end;
    private InMemoryStream _other = null!;
    private TaskCompletionSource? _reader;
    private bool _closed;

    private InMemoryStream()
    {
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>True once either end is closed.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
                return _closed;
        }
    }

    /// <summary>Makes a pair.</summary>
    public static (InMemoryStream Near, InMemoryStream Far) Create()
    {
        var (near, far) = (new InMemoryStream(), new InMemoryStream());
        (near._other, far._other) = (far, near);
        return (near, far);
    }

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        TryRead(buffer.Span, out var count) ? ValueTask.FromResult(count) : WaitAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_closed)
            throw new IOException("closed");
        _other.Receive(buffer.Span, close: false);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (!_closed)
        {
            Receive([], close: true);
            _other.Receive([], close: true);
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> WaitAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (true)
        {
            TaskCompletionSource reader;
            lock (_gate)
            {
                if (TryRead(buffer.Span, out var count))
                    return count;
                cancellation.ThrowIfCancellationRequested();
                reader = _reader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await using (cancellation.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetCanceled(), reader))
                await reader.Task;
        }
    }

    // True also at the end, with nothing read.
    private bool TryRead(Span<byte> buffer, out int count)
    {
        lock (_gate)
        {
            count = Math.Min(buffer.Length, _end - _start);
            _received.AsSpan(_start, count).CopyTo(buffer);
            _start += count;
            if (_start == _end)
                _start = _end = 0;
            return count > 0 || _closed;
        }
    }

    private void Receive(ReadOnlySpan<byte> bytes, bool close)
    {
        TaskCompletionSource? reader;
        lock (_gate)
        {
            if (_end + bytes.Length > _received.Length)
                Array.Resize(ref _received, (_end + bytes.Length) * 2);
            bytes.CopyTo(_received.AsSpan(_end));
            _end += bytes.Length;
            _closed |= close;
            reader = _reader;
            _reader = null;
        }

        reader?.TrySetResult();
    }
}
