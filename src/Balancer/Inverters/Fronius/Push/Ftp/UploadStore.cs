namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Ftp;

/// <summary>The last few uploads, in memory: for a rename into place, a resumed or an appended upload. The oldest makes room.</summary>
internal sealed class UploadStore(TimeProvider time)
{
    internal const int MaximumFiles = 8;
    internal const int MaximumLength = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (byte[] Content, DateTimeOffset Modified, long Order)> _files = [];
    private long _order;

    /// <summary>Keeps a file, at most <see cref="MaximumLength"/> bytes.</summary>
    internal void Put(string path, ReadOnlySpan<byte> content)
    {
        lock (_gate)
        {
            var key = FtpPath.Key(path);
            if (!_files.ContainsKey(key) && _files.Count >= MaximumFiles)
                _files.Remove(_files.MinBy(file => file.Value.Order).Key);
            _files[key] = (content.ToArray(), time.GetUtcNow(), _order++);
        }
    }

    /// <summary>The content; null if there is none.</summary>
    internal byte[]? Get(string path)
    {
        lock (_gate)
            return _files.TryGetValue(FtpPath.Key(path), out var file) ? file.Content : null;
    }

    /// <summary>When it was uploaded; null if there is none.</summary>
    internal DateTimeOffset? Modified(string path)
    {
        lock (_gate)
            return _files.TryGetValue(FtpPath.Key(path), out var file) ? file.Modified : null;
    }

    /// <summary>Removes it; false if there is none.</summary>
    internal bool Remove(string path)
    {
        lock (_gate)
            return _files.Remove(FtpPath.Key(path));
    }
}
