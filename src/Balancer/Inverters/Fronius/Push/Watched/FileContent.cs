namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;

/// <summary>What a file held when it was last looked at, and what is new in it.</summary>
internal sealed class FileContent
{
    private byte[] _last = [];
    private int _start;

    /// <summary>Takes note of what the file holds now.</summary>
    /// <param name="content">All of it.</param>
    /// <param name="document">The document that was last written: all of it, or, where documents are appended, the last one.</param>
    /// <returns>False if nothing has changed.</returns>
    internal bool Change(ReadOnlySpan<byte> content, out ReadOnlySpan<byte> document)
    {
        document = [];
        if (content.SequenceEqual(_last))
            return false;
        if (!content.StartsWith(_last))
            _start = 0;
        else if (IsNext(_last, content[_last.Length..]))
            _start = _last.Length;
        _last = content.ToArray();
        document = content[_start..];
        return true;
    }

    // Within a document no brace opens right after one that closes.
    private static bool IsNext(ReadOnlySpan<byte> before, ReadOnlySpan<byte> added) =>
        before.TrimEnd(" \t\r\n"u8) is [.., (byte)'}'] && added.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
