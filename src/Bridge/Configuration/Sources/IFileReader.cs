namespace WallboxMqtt.Bridge.Configuration.Sources;

/// <summary>Reads the configuration and the few small files that it names.</summary>
internal interface IFileReader
{
    /// <summary>
    /// The content of a file; null if there is no such file. A file longer than <paramref name="limit"/> bytes comes as
    /// its first <paramref name="limit"/> + 1 bytes.
    /// </summary>
    /// <exception cref="IOException">It exists and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read by this user.</exception>
    byte[]? Read(string path, int limit);
}
