namespace WallboxMqtt.Balancer.Inverters.Fronius.Push.Watched;

/// <summary>A file that another program writes.</summary>
internal interface IWatchedFile
{
    /// <summary>Its absolute path, for messages.</summary>
    string Path { get; }

    /// <summary>Reads it from its beginning. Blocks for as long as the file system does.</summary>
    /// <param name="buffer">Takes the content.</param>
    /// <returns>How many bytes; as many as the buffer holds where there may be more.</returns>
    /// <exception cref="IOException">It cannot be read; the message says why, in one line.</exception>
    int Read(Span<byte> buffer);
}
