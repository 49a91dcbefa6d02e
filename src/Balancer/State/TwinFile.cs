using System.Text.Json;

namespace WallboxMqtt.Balancer.State;

/// <summary>
/// A small JSON file in two copies, so that it survives a power cut and the damage of one copy. Never touched by a control loop.
/// </summary>
/// <param name="directory">Where it lies.</param>
/// <param name="name">Its name without <c>.json</c>.</param>
public sealed class TwinFile(IStateDirectory directory, string name) : IDisposable
{
    private readonly string[] _copies = [$"{name}.json", $"{name}.copy.json"];
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The first copy, for messages.</summary>
    public string Path => System.IO.Path.Combine(directory.Path, _copies[0]);

    /// <summary>Reads the first copy that is sound.</summary>
    /// <param name="read">Reads a copy; throws <see cref="JsonException"/> or <see cref="InvalidOperationException"/> where it is damaged.</param>
    /// <param name="damage">What was found damaged, in one line; null for nothing. Null is returned beside it where no copy is sound.</param>
    public T? Load<T>(Func<ReadOnlyMemory<byte>, T> read, out string? damage)
        where T : class
    {
        damage = null;
        foreach (var copy in _copies)
        {
            try
            {
                if (directory.Read(copy) is { } content)
                    return read(content);
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                damage = $"{System.IO.Path.Combine(directory.Path, copy)} cannot be used ({fault.Message}): its other copy is taken";
            }
        }

        if (damage is not null)
            damage = $"{Path} and its copy cannot be used";
        return null;
    }

    /// <summary>Writes both copies; on return they survive a power cut.</summary>
    /// <exception cref="IOException">The disk is full, gone or read-only.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public async Task SaveAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            foreach (var copy in _copies)
                await directory.WriteAsync(copy, content, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();
}
