namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;

/// <summary>A file on a disk or a share.</summary>
/// <param name="path">Absolute.</param>
internal sealed class DiskFile(string path) : IWatchedFile
{
    /// <inheritdoc />
    public string Path => path;

    /// <inheritdoc />
    public int Read(Span<byte> buffer)
    {
        try
        {
            // The writer may go on writing, renaming and deleting. No lock is requested.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = 0;
            while (length < buffer.Length && RandomAccess.Read(file, buffer[length..], length) is > 0 and var read)
                length += read;
            return length;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException("does not exist", missing);
        }
        catch (NotSupportedException odd)
        {
            throw new IOException("is a pipe or a device, not a file", odd);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(Directory.Exists(path) ? "is a directory, not a file" : "must not be read by this service's user", denied);
        }
    }
}
