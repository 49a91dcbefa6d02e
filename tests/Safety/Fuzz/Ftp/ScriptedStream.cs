using System.Net.Sockets;

namespace WallboxMqtt.Tests.Safety.Fuzz.Ftp;

/// <summary>A connection on which known bytes come, in pieces of several sizes; what is sent on it is kept.</summary>
/// <param name="incoming">What comes.</param>
/// <param name="pause">A byte that is no byte but a wait of some seconds; null where there is none.</param>
/// <param name="end">What happens behind it.</param>
/// <param name="time">Simulated.</param>
internal sealed class ScriptedStream(byte[] incoming, byte? pause, StreamEnd end, TimeProvider time) : Stream
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(7);
    private int _position;

    internal MemoryStream Sent { get; } = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_position < incoming.Length && incoming[_position] == pause)
        {
            await Task.Delay(s_pause, time, cancellationToken);
            _position++;
        }

        var rest = incoming.AsMemory(_position);
        if (rest.IsEmpty && end == StreamEnd.LeftOpen)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        if (rest.IsEmpty && end == StreamEnd.Broken)
            throw new IOException("broken", new SocketException((int)SocketError.ConnectionReset));
        var until = pause is { } mark ? rest.Span.IndexOf(mark) : -1;
        var count = Math.Min(Math.Min(until < 0 ? rest.Length : until, buffer.Length), 1 + (_position * 37 % 1400));
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Sent.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
