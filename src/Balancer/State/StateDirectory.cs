namespace WallboxMqtt.Balancer.State;

/// <summary>The state directory on a disk: files are written beside and renamed into place.</summary>
public sealed class StateDirectory(string path) : IStateDirectory
{
    private const int Longest = 65536;

    /// <inheritdoc />
    public string Path => path;

    /// <inheritdoc />
    public byte[]? Read(string name)
    {
        var file = new FileInfo(System.IO.Path.Combine(path, name));
        if (!file.Exists)
            return null;
        return file.Length <= Longest ? File.ReadAllBytes(file.FullName) : throw new IOException($"{name} is longer than {Longest} bytes");
    }

    /// <inheritdoc />
    public async ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(path);
        var target = System.IO.Path.Combine(path, name);
        var beside = target + ".new";
        await using var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.Delete, 4096, useAsync: true);
        await file.WriteAsync(content, cancellation);
        file.Flush(flushToDisk: true);
        File.Move(beside, target, overwrite: true);

        // the new name is in the file's own inode change: with this second fsync a power cut finds it under that name (ext4, btrfs, xfs)
        file.Flush(flushToDisk: true);
    }
}
