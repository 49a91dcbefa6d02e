namespace WallboxMqtt.Tests.Unit.Modbus;

/// <summary>A device that answers each request with the next hex frame of a script; "" closes, null stays mute. Records what was sent.</summary>
internal sealed class ScriptedStream(params string?[] answers) : Stream
{
    private readonly Queue<string?> _answers = new(answers);
    private readonly Queue<byte> _pending = new();
    private bool _closed;
    private bool _mute;

    internal List<string> Sent { get; } = [];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Sent.Add(Convert.ToHexString(buffer.Span));
        var answer = _answers.Dequeue();
        _mute = answer is null;
        _closed = answer is "";
        foreach (var b in Convert.FromHexString((answer ?? "").Replace(" ", "", StringComparison.Ordinal)))
            _pending.Enqueue(b);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_pending.Count == 0)
        {
            if (_closed)
                return 0;
            Assert.True(_mute || _closed, "the client waits for more than the script has");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        // One byte at a time: the framing must not depend on how TCP cuts the stream.
        buffer.Span[0] = _pending.Dequeue();
        if (_pending.Count == 0)
            _mute = true;
        return 1;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
