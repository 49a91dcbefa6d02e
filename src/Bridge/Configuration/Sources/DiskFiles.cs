namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>The files of this machine.</summary>
internal sealed class DiskFiles : IFileReader
{
    /// <inheritdoc />
    public byte[]? Read(string path, int limit)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[limit + 1];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return content[..length];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
