namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>One upload on its way: what came so far, and what was thought of it.</summary>
internal sealed class Upload
{
    private readonly byte[] _buffer = new byte[UploadStore.MaximumLength + 1];
    private readonly int _before;
    private readonly bool _append;
    private int _start;
    private int _length;

    internal Upload(ReadOnlySpan<byte> before, bool isTarget, bool append)
    {
        before.CopyTo(_buffer);
        _before = _length = before.Length;
        _append = append;
        IsTarget = isTarget;
    }

    /// <summary>True if it is the upload that counts.</summary>
    internal bool IsTarget { get; }

    /// <summary>True once the sink took or refused it.</summary>
    internal bool Judged { get; private set; }

    /// <summary>Why it was refused; null if it was not.</summary>
    internal string? Fault { get; private set; }

    /// <summary>True if it is longer than what is received.</summary>
    internal bool TooLong => _length > UploadStore.MaximumLength;

    /// <summary>Room for more; never empty.</summary>
    internal Memory<byte> Free => _buffer.AsMemory(_length);

    /// <summary>What came so far.</summary>
    internal ReadOnlySpan<byte> Body => _buffer.AsSpan(_start, _length - _start);

    /// <summary>True if it is worth asking the sink: a document ends with a brace.</summary>
    internal bool MayBeWhole => IsTarget && !Judged && Body.TrimEnd(" \t\r\n"u8) is [.., (byte)'}'];

    /// <summary>Takes note of received bytes; false if they are too many.</summary>
    internal bool Advance(int read)
    {
        _length += read;
        // An appended upload that begins a document is one of its own; otherwise it goes on with what was there.
        if (_append && _start == 0 && _before > 0 && _buffer.AsSpan(_before, _length - _before).TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
            _start = _before;
        return !TooLong;
    }

    /// <summary>Takes the sink's word.</summary>
    internal void Judge(UploadVerdict verdict, string? fault)
    {
        Judged = verdict != UploadVerdict.Incomplete;
        Fault = verdict == UploadVerdict.Refused ? fault ?? "not credible" : null;
    }
}
