using System.Buffers.Binary;
using static WallboxMqtt.Tests.Safety.Fuzz.FuzzFault;

namespace WallboxMqtt.Tests.Safety.Fuzz.Registers;

/// <summary>One connection to a wallbox that answers as a script says. It knows which answers are right, and minds who goes on behind a wrong one.</summary>
internal sealed class ScriptedWallbox(AnswerScript script, TimeProvider time) : Stream
{
    private static readonly ushort[] s_writable = [2000, 2002, 5004, 6000];
    private readonly List<byte> _received = [];
    private readonly AnswerWitness _witness = new();
    private int _address;
    private bool _pending;
    private bool _closed;
    private TimeSpan _delay;

    /// <summary>What the last answer was.</summary>
    internal Answer Last { get; private set; }

    /// <summary>The words of all right answers by address.</summary>
    internal AnsweredWords Words { get; } = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var request = buffer.Span;
        Unless(Last != Answer.Wrong, "asks again behind a wrong answer");
        Settle();
        Unless(request is [_, _, 0, 0, 0, 6, 255, 3 or 4 or 6, _, _, _, _], $"no request: {Convert.ToHexString(request)}");
        var address = BinaryPrimitives.ReadUInt16BigEndian(request[8..]);
        Unless(request[7] != 6 || s_writable.Contains(address), $"a write to {address}");

        var answer = script.Answer(request);
        _received.AddRange(answer);
        (_delay, _closed) = (script.Delay, script.Closes);
        Last = _witness.Judge(request, answer, late: _delay > TimeSpan.FromSeconds(4));
        (_address, _pending) = (address, true);
        if (Last == Answer.Right)
            Settle();
        return ValueTask.CompletedTask;
    }

    /// <summary>The latest answer was taken: its words count from now on.</summary>
    internal void Settle()
    {
        if (!_pending || Last is not (Answer.Right or Answer.Odd))
            return;
        _pending = false;
        for (var i = 0; i < _witness.Words.Length; i++)
            Words.Add(_address + i, _witness.Words[i]);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_delay > TimeSpan.Zero)
            await Task.Delay(_delay, time, cancellationToken);
        _delay = TimeSpan.Zero;
        if (_received.Count == 0 && !_closed)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        var count = Math.Min(Math.Min(buffer.Length, _received.Count), 1 + (_received.Count % 5 * 60));
        for (var i = 0; i < count; i++)
            buffer.Span[i] = _received[i];
        _received.RemoveRange(0, count);
        return count;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
