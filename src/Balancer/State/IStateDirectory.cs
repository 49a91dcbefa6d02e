namespace WallboxMqtt.Balancer.State;

/// <summary>Where small files survive a restart.</summary>
public interface IStateDirectory
{
    /// <summary>Where it is, for messages.</summary>
    string Path { get; }

    /// <summary>The whole file; null if there is none.</summary>
    /// <exception cref="IOException">It cannot be read, or is larger than any file of ours.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    byte[]? Read(string name);

    /// <summary>Puts the file in place whole: a power cut leaves the old one or the new one, never half of one.</summary>
    /// <exception cref="IOException">The disk is full, gone or read-only.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);
}
