namespace WallboxMqtt.Simulator.Evc04;

/// <summary>Two streams, each other's ends, without a network: for simulated time.</summary>
public sealed class InMemoryStream : Stream
{
    private readonly Lock _gate = new();
    private readonly Queue<byte> _received = new();
    private InMemoryStream _other = null!;
    private TaskCompletionSource? _reader;
    private bool _closed;

    private InMemoryStream()
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes a pair.</summary>
    public static (Stream Near, Stream Far) Create()
    {
        var (near, far) = (new InMemoryStream(), new InMemoryStream());
        (near._other, far._other) = (far, near);
        return (near, far);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            TaskCompletionSource reader;
            lock (_gate)
            {
                if (_received.Count > 0)
                {
                    var count = Math.Min(buffer.Length, _received.Count);
                    for (var i = 0; i < count; i++)
                        buffer.Span[i] = _received.Dequeue();
                    return count;
                }

                if (_closed)
                    return 0;
                cancellationToken.ThrowIfCancellationRequested();
                reader = _reader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await using (cancellationToken.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetCanceled(), reader))
                await reader.Task;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_closed)
            throw new IOException("closed");
        _other.Receive(buffer.Span, close: false);
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
        if (!_closed)
        {
            Receive([], close: true);
            _other.Receive([], close: true);
        }

        base.Dispose(disposing);
    }

    private void Receive(ReadOnlySpan<byte> bytes, bool close)
    {
        TaskCompletionSource? reader;
        lock (_gate)
        {
            foreach (var b in bytes)
                _received.Enqueue(b);
            _closed |= close;
            reader = _reader;
            _reader = null;
        }

        reader?.TrySetResult();
    }
}
